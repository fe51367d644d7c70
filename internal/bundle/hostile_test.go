package bundle_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/bundle"
	"github.com/passalong/passalong/internal/catalog"
)

func TestLinksInAPack(t *testing.T) {
	parts := partsOf(t, newer(t).pack(t))
	object := parts[place(parts, "objects/")]
	special := func(kind byte, name, link string) part {
		return part{Header: tar.Header{Typeflag: kind, Name: name, Linkname: link, Devmajor: 1, Devminor: 3, Format: tar.FormatUSTAR}}
	}
	linked := object
	linked.Linkname = "/etc/passwd"
	packs := []bad{
		{"a symbolic link in place of the manifest", archive(t, instead(parts, "manifest.json", special(tar.TypeSymlink, "manifest.json", "/etc/passwd"))...), catalog.ErrNotPack},
		{"a symbolic link in place of the signature", archive(t, instead(parts, "manifest.json.minisig", special(tar.TypeSymlink, "manifest.json.minisig", "manifest.json"))...), catalog.ErrDamaged},
		{"a symbolic link in place of an object", archive(t, instead(parts, "objects/", special(tar.TypeSymlink, object.Name, "/etc/passwd"))...), catalog.ErrDamaged},
		{"a symbolic link upwards", archive(t, with(parts, "objects/", special(tar.TypeSymlink, "objects", "../../.."))...), catalog.ErrDamaged},
		{"a symbolic link at the end", archive(t, with(parts, "", special(tar.TypeSymlink, "x", "/"))...), catalog.ErrDamaged},
		{"a hard link to another object", archive(t, instead(parts, "objects/", special(tar.TypeLink, object.Name, parts[len(parts)-1].Name))...), catalog.ErrDamaged},
		{"a hard link to a file of the system", archive(t, with(parts, "", special(tar.TypeLink, "x", "/etc/passwd"))...), catalog.ErrDamaged},
		{"a folder before all", archive(t, with(parts, "manifest.json", special(tar.TypeDir, "objects/", ""))...), catalog.ErrNotPack},
		{"a folder for the objects", archive(t, with(parts, "objects/", special(tar.TypeDir, "objects/", ""))...), catalog.ErrDamaged},
		{"a character device", archive(t, with(parts, "", special(tar.TypeChar, "null", ""))...), catalog.ErrDamaged},
		{"a block device", archive(t, with(parts, "", special(tar.TypeBlock, "sda", ""))...), catalog.ErrDamaged},
		{"a pipe", archive(t, with(parts, "objects/", special(tar.TypeFifo, "pipe", ""))...), catalog.ErrDamaged},
		{"a link in the header of a file", archive(t, instead(parts, "objects/", linked)...), catalog.ErrDamaged},
	}
	refuseAll(t, packs)
}

func TestPathTraversalInAPack(t *testing.T) {
	parts := partsOf(t, newer(t).pack(t))
	object := parts[place(parts, "objects/")]
	sum := strings.TrimPrefix(object.Name, "objects/")
	var packs []bad
	for _, name := range []string{
		"/etc/cron.d/evil", "../../../evil", "objects/../../evil", "objects/../" + sum, "objects//" + sum, "./objects/" + sum, "objects/./" + sum,
		"objects/" + strings.ToUpper(sum), "objects/" + sum + "x", "objects/" + sum[1:], "objects/" + sum + ".md", "Objects/" + sum, `objects\` + sum,
		`C:\Windows\evil.exe`, "objects/con", "objects/" + sum + ":stream", "objects/" + sum + " ", "objects/ " + sum[1:], "modules/evil.md", "channel/manifest.json", "",
	} {
		p := object
		p.Name = name
		if name == "" {
			p.raw = head('0', "", "00000000000", ustar)
		}
		packs = append(packs, bad{fmt.Sprintf("an object called %q", name), archive(t, instead(parts, "objects/", p)...), catalog.ErrDamaged})
	}
	long := object
	long.Format, long.PAXRecords = tar.FormatPAX, map[string]string{"path": object.Name, "PASSALONG.x": "y"}
	byGNU := append(head('L', "././@LongLink", "00000000110", gnu), make([]byte, 512)...)
	copy(byGNU[512:], object.Name)
	inTwo := head('0', sum, fmt.Sprintf("%011o", len(object.body)), ustar)
	copy(inTwo[345:], "objects/..")
	packs = append(packs,
		bad{"an object named by PAX", archive(t, instead(parts, "objects/", long)...), catalog.ErrDamaged},
		bad{"PAX records for the whole archive", archive(t, with(parts, "manifest.json", part{Header: tar.Header{Typeflag: tar.TypeXGlobalHeader, PAXRecords: map[string]string{"path": "/etc/passwd"}}})...), catalog.ErrNotPack},
		bad{"an object named by GNU", archive(t, with(parts, "objects/", part{raw: byGNU})...), catalog.ErrDamaged},
		bad{"a name in two parts", archive(t, with(parts, "objects/", part{raw: inTwo})...), catalog.ErrDamaged},
		bad{"the manifest with a path before it", archive(t, instead(parts, "manifest.json", plain("./manifest.json", string(parts[0].body)))...), catalog.ErrNotPack},
	)
	refuseAll(t, packs)
}

func TestPathTraversalInTheManifest(t *testing.T) {
	const good = "modules/overdose/en/new.md"
	var packs []bad
	for _, path := range []string{
		"../evil.md", "modules/../../evil.md", "/etc/evil.md", "modules/overdose/en/../new.md", "modules//new.md", "modules/./new.md", `modules\\new.md`,
		"modules/overdose/en/NEW.md", "modules/overdose/en/b.MD", "modules/con/new.md", "modules/overdose/nul.md", "modules/com1.md", "modules/lpt9/a.md",
		"modules/overdose/en/new.md.", "modules/overdose/en/new .md", "modules/.git/new.md", "modules/overdose/en/a:b.md", "modules/overdose/en/new.exe", "modules/overdose/en/new",
		"modules/überdosis/new.md", "modules/overdose/en/a.md", "modules/overdose/module.yaml/new.md", "channel/new.md", "modules/" + strings.Repeat("a", 200) + ".md", "modules/overdose/en/n\\u0000.md",
		"modules/a/b/c/d/e/f/g/h.md",
	} {
		packs = append(packs, bad{"a path " + path, resigned(t, newer(t), func(raw string) string { return strings.Replace(raw, good, path, 1) }), catalog.ErrNotLibrary})
	}
	refuseAll(t, packs)
}

// resigned is a pack of a publication whose publisher signs whatever stands in the manifest.
func resigned(t testing.TB, p publication, change func(raw string) string) []byte {
	t.Helper()
	parts := partsOf(t, p.pack(t))
	raw := change(string(parts[0].body))
	if raw == string(parts[0].body) {
		t.Fatal("the manifest is as it was")
	}
	parts[0], parts[1] = plain(parts[0].Name, raw), plain(parts[1].Name, string(key(t, 1).Sign([]byte(raw), "")))
	return archive(t, parts...)
}

func TestArchiveBomb(t *testing.T) {
	parts := partsOf(t, newer(t).pack(t))
	object := parts[place(parts, "objects/")]
	entry := func(kind byte, name, size, magic string) part { return part{raw: head(kind, name, size, magic)} }
	const sixty = "\x80\x00\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00" // 2^60 in base 256
	sparse := head('S', object.Name, "00000000000\x00", gnu)
	copy(sparse[386:], "00000000000\x0077777777777\x00")
	copy(sparse[483:], "77777777777\x00")
	paxSparse := part{raw: append(head('x', "PaxHeaders/x", fmt.Sprintf("%011o", 512), ustar), pad("22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n32 GNU.sparse.realsize=99999999\n")...)}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(newer(t).pack(t)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	var many []part
	for i := range 30_000 {
		many = append(many, plain("objects/"+fmt.Sprintf("%064x", i), ""))
	}
	var keys []part
	for v := 2; v < 110; v++ {
		keys = append(keys, plain(fmt.Sprintf("keys/%d.json", v), "{}"), plain(fmt.Sprintf("keys/%d.json.1.minisig", v), "x"))
	}
	refuseAll(t, []bad{
		{"a manifest of 8 GiB", archive(t, instead(parts, "manifest.json", entry('0', "manifest.json", "77777777777", ustar))...), catalog.ErrNotPack},
		{"a manifest of 2^60 bytes", archive(t, instead(parts, "manifest.json", entry('0', "manifest.json", sixty, gnu))...), catalog.ErrNotPack},
		{"a manifest of 5 MiB", archive(t, instead(parts, "manifest.json", plain("manifest.json", strings.Repeat(" ", 5<<20)))...), catalog.ErrNotPack},
		{"an object of 2^60 bytes", archive(t, instead(parts, "objects/", entry('0', object.Name, sixty, ustar))...), catalog.ErrDamaged},
		{"an object of 8 GiB", archive(t, instead(parts, "objects/", entry('0', object.Name, "77777777777", ustar))...), catalog.ErrDamaged},
		{"an object of 9 MiB", archive(t, instead(parts, "objects/", plain(object.Name, strings.Repeat("x", 9<<20)))...), catalog.ErrDamaged},
		{"an object of less than nothing", archive(t, instead(parts, "objects/", entry('0', object.Name, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfe", ustar))...), catalog.ErrDamaged},
		{"a signature of 2 KiB", archive(t, instead(parts, "manifest.json.minisig", plain("manifest.json.minisig", strings.Repeat("x", 2<<10)))...), catalog.ErrDamaged},
		{"a sparse object of GNU", archive(t, instead(parts, "objects/", part{raw: sparse})...), catalog.ErrDamaged},
		{"a sparse object by PAX", archive(t, with(parts, "objects/", paxSparse)...), catalog.ErrDamaged},
		{"more entries than a library may have files", archive(t, with(parts, "objects/", many...)...), catalog.ErrDamaged},
		{"more key sets than there may be", archive(t, with(parts, "objects/", keys...)...), catalog.ErrDamaged},
		{"gzip around it", packed.Bytes(), catalog.ErrNotPack},
		{"a zip file", append([]byte("PK\x03\x04\x14\x00\x00\x00\x08\x00"), make([]byte, 4096)...), catalog.ErrNotPack},
		{"noughts", make([]byte, 1<<20), catalog.ErrNotPack},
		{"nothing", nil, catalog.ErrNotPack},
		{"noughts behind it", append(newer(t).pack(t), make([]byte, 1<<20)...), catalog.ErrDamaged},
	})
}

// pad fills a block.
func pad(text string) []byte {
	b := make([]byte, 512)
	copy(b, text)
	return b
}

func TestArchiveBombTakesNoMemory(t *testing.T) {
	parts := partsOf(t, newer(t).pack(t))
	object := parts[place(parts, "objects/")].Name
	endless := func(name string, data []byte) string {
		path := put(t, filepath.Join(t.TempDir(), name), data)
		if err := os.Truncate(path, 1<<40); err != nil {
			t.Logf("this disk has no files of 1 TiB, so one of 1 GiB has to do: %v", err)
			if err := os.Truncate(path, 1<<30); err != nil {
				t.Fatal(err)
			}
		}
		return path
	}
	whole := newer(t).pack(t)
	huge := archive(t, instead(parts, "objects/", part{raw: head('0', object, "77777777777", ustar)})...)
	for name, path := range map[string]string{"noughts without an end": endless("end", whole), "an object without an end": endless("object", huge), "nothing else": endless("nothing", nil)} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		_, err := bundle.Open(path)
		took := time.Since(began)
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; err == nil || used > 1<<20 || took > 5*time.Second {
			t.Errorf("%s: %d bytes of memory in %v: %v", name, used, took, err)
		}
	}
}

func TestDamagedPacks(t *testing.T) {
	p := newer(t)
	whole := p.pack(t)
	parts := partsOf(t, whole)
	object, last := parts[place(parts, "objects/")], parts[len(parts)-1]
	longest := slices.MaxFunc(parts, func(a, b part) int { return len(a.body) - len(b.body) })
	flipped := longest
	flipped.body = bytes.Clone(longest.body)
	flipped.body[len(flipped.body)/2] ^= 1
	older := partsOf(t, publish(t, 1, small()).pack(t))
	reversed := slices.Clone(parts)
	slices.Reverse(reversed[2:])
	padded := slices.Clone(whole)
	padded[512+len(parts[0].body)+1] = 'x'
	broken := slices.Clone(whole)
	broken[512*3] ^= 1
	packs := []bad{
		{"no signature", archive(t, without(parts, "manifest.json.minisig")...), catalog.ErrUnsigned},
		{"an empty signature", archive(t, instead(parts, "manifest.json.minisig", plain("manifest.json.minisig", ""))...), nil},
		{"no manifest", archive(t, without(parts, "manifest.json")...), catalog.ErrNotPack},
		{"an empty manifest", archive(t, instead(parts, "manifest.json", plain("manifest.json", ""))...), nil},
		{"two manifests", archive(t, with(parts, "manifest.json", parts[0])...), catalog.ErrDamaged},
		{"another manifest at the end", archive(t, with(parts, "", older[0], older[1])...), catalog.ErrDamaged},
		{"two signatures", archive(t, with(parts, "manifest.json.minisig", parts[1])...), catalog.ErrDamaged},
		{"the signature first", archive(t, with(without(parts, "manifest.json.minisig"), "manifest.json", parts[1])...), catalog.ErrNotPack},
		{"the signature last", archive(t, with(without(parts, "manifest.json.minisig"), "", parts[1])...), catalog.ErrDamaged},
		{"objects before the manifest", archive(t, with(without(parts, "objects/"), "manifest.json", object)...), catalog.ErrNotPack},
		{"an object twice", archive(t, with(parts, "", object)...), catalog.ErrDamaged},
		{"an object twice, side by side", archive(t, with(parts, "objects/", object)...), catalog.ErrDamaged},
		{"an object missing", archive(t, without(parts, "objects/")...), catalog.ErrDamaged},
		{"the last object missing", archive(t, parts[:len(parts)-1]...), catalog.ErrDamaged},
		{"all objects missing", archive(t, parts[:2]...), catalog.ErrDamaged},
		{"an object more", archive(t, with(parts, "", plain("objects/"+strings.Repeat("a", 64), "evil"))...), catalog.ErrDamaged},
		{"an object in place of another", archive(t, instead(parts, "objects/", plain("objects/"+strings.Repeat("a", 64), "evil"))...), catalog.ErrDamaged},
		{"objects in another order", archive(t, reversed...), catalog.ErrDamaged},
		{"two objects with their names changed", archive(t, instead(instead(parts, object.Name, plain(object.Name, string(last.body))), last.Name, plain(last.Name, string(object.body)))...), catalog.ErrDamaged},
		{"a bit of an object", archive(t, instead(parts, longest.Name, flipped)...), catalog.ErrDamaged},
		{"an object with a byte more", archive(t, instead(parts, longest.Name, plain(longest.Name, string(longest.body)+"x"))...), catalog.ErrDamaged},
		{"an object with a byte less", archive(t, instead(parts, longest.Name, plain(longest.Name, string(longest.body[1:])))...), catalog.ErrDamaged},
		{"an empty object", archive(t, instead(parts, longest.Name, plain(longest.Name, ""))...), catalog.ErrDamaged},
		{"a text more", archive(t, with(parts, "", plain("readme.txt", "Hello"))...), catalog.ErrDamaged},
		{"a program more", archive(t, with(parts, "objects/", plain("install.exe", "MZ"))...), catalog.ErrDamaged},
		{"bytes behind it", append(slices.Clone(whole), "evil"...), catalog.ErrDamaged},
		{"another pack behind it", append(slices.Clone(whole), whole...), catalog.ErrDamaged},
		{"an empty block in its middle", bytes.Join([][]byte{whole[:longestAt(t, whole)], make([]byte, 512), whole[longestAt(t, whole):]}, nil), catalog.ErrDamaged},
		{"something in the padding", padded, catalog.ErrDamaged},
		{"a bit of the manifest", flip(whole, 600), nil},
		{"a checksum that is wrong", broken, nil},
		{"the keys of the publisher missing", archive(t, withoutSum(parts, "modules/keys.json", p)...), catalog.ErrDamaged},
	}
	for end := 0; end < len(whole); end += 512 {
		packs = append(packs, bad{fmt.Sprintf("cut after block %d", end/512), whole[:end], nil})
	}
	refuseAll(t, packs)
}

// longestAt is the offset of the second header of a pack.
func longestAt(t testing.TB, pack []byte) int {
	return 512 + (len(partsOf(t, pack)[0].body)+511)&^511
}

func flip(data []byte, at int) []byte {
	data = slices.Clone(data)
	data[at] ^= 1
	return data
}

// withoutSum leaves out the object of a path.
func withoutSum(parts []part, path string, p publication) []part {
	return without(parts, fmt.Sprintf("objects/%x", sha256.Sum256(p[path])))
}
