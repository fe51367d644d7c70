package directory_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/directory"
	"github.com/passalong/passalong/internal/picture"
)

const square = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>`

// harbour is a service with everything.
func harbour() catalog.Service {
	return catalog.Service{
		Name: "Harbour Street “NSP”", Address: "12 Harbour Street", Hours: "9–5", Phone: "03 9000 1234", Web: "https://example.org",
		Note: "Ring the bell", Kinds: []string{"nsp"}, Languages: []catalog.Language{"en", "vi"}, Region: "au-vic",
		Checked: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), Logo: []byte(square),
	}
}

func save(t *testing.T, d *directory.Directory, s catalog.Service) catalog.Service {
	t.Helper()
	saved, err := d.Save(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func list(t *testing.T, d *directory.Directory) []catalog.Service {
	t.Helper()
	all, err := d.List()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func ids(all []catalog.Service) string {
	var out []string
	for _, s := range all {
		out = append(out, string(s.ID))
	}
	return strings.Join(out, " ")
}

// logos lists the files of the folder of logos.
func logos(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "logos", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestAServiceComesBackAsItWasSaved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	d := directory.Open(dir)
	if all := list(t, d); all != nil || d.Notice() != nil {
		t.Errorf("without a file: %v, %v", all, d.Notice())
	}
	saved := save(t, d, harbour())
	want := harbour()
	want.ID = "harbour-street-nsp"
	if diff := cmp.Diff(want, saved); diff != "" {
		t.Error("given back:", diff)
	}
	if diff := cmp.Diff([]catalog.Service{want}, list(t, directory.Open(dir))); diff != "" {
		t.Error("opened again:", diff)
	}
	one, err := d.Service(want.ID)
	if diff := cmp.Diff(want, one); diff != "" || err != nil {
		t.Error(err, diff)
	}
	if _, err := d.Service("nothing"); !errors.Is(err, catalog.ErrNoService) {
		t.Errorf("a service that is not there: %v", err)
	}
	for path, most := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, "services.json"): 0o600, logos(t, dir)[0]: 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != most && os.PathSeparator == '/' {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
}

func TestServicesAreOrderedByName(t *testing.T) {
	d := directory.Open(t.TempDir())
	for _, name := range []string{"van", "Éclair", "Đông", "Zed", "van", "Ann"} {
		save(t, d, catalog.Service{Name: name})
	}
	if got := ids(list(t, d)); got != "ann dong eclair van van-2 zed" {
		t.Errorf("got %s", got)
	}
}

func TestIDsAreMadeOfNames(t *testing.T) {
	d := directory.Open(t.TempDir())
	for _, c := range []struct{ name, want string }{
		{"Harbour Street NSP", "harbour-street-nsp"}, {"harbour street nsp!", "harbour-street-nsp-2"}, {"عيادة", "service"}, {"诊所", "service-2"},
		{strings.Repeat("long ", 60), "long-long-long-long-long-long-long-long"}, {"../../etc", "etc"},
	} {
		if got := save(t, d, catalog.Service{Name: c.name}).ID; string(got) != c.want {
			t.Errorf("%q got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAServiceIsChangedInItsPlace(t *testing.T) {
	dir := t.TempDir()
	d := directory.Open(dir)
	s := save(t, d, harbour())
	save(t, d, catalog.Service{Name: "Van", Logo: []byte(square)}) // the same logo: one file
	if n := len(logos(t, dir)); n != 1 {
		t.Errorf("%d logos", n)
	}
	s.Name, s.Logo = "Another name", pngOf(t, 8, 8)
	save(t, d, s)
	s.Logo = nil
	all := list(t, d)
	if ids(all) != "harbour-street-nsp van" || all[0].Name != "Another name" || picture.KindOf(all[0].Logo) != picture.PNG {
		t.Errorf("got %+v", all)
	}
	if n := len(logos(t, dir)); n != 2 {
		t.Errorf("%d logos", n)
	}
	save(t, d, s)
	if all := list(t, d); all[0].Logo != nil || len(logos(t, dir)) != 1 {
		t.Errorf("the logo is still there: %v", logos(t, dir))
	}
}

func TestADeletedServiceCanBeBroughtBack(t *testing.T) {
	dir := t.TempDir()
	d := directory.Open(dir)
	s := save(t, d, harbour())
	if err := d.Delete(t.Context(), s.ID); err != nil {
		t.Fatal(err)
	}
	if all := list(t, d); len(all) != 0 || len(logos(t, dir)) != 0 {
		t.Errorf("left are %v and %v", all, logos(t, dir))
	}
	if err := d.Delete(t.Context(), s.ID); !errors.Is(err, catalog.ErrNoService) {
		t.Errorf("deleting it again: %v", err)
	}
	if err := d.Restore(t.Context(), s.ID); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]catalog.Service{s}, list(t, directory.Open(dir))); diff != "" {
		t.Error(diff)
	}
	for _, id := range []catalog.ServiceID{s.ID, "nothing"} {
		if err := d.Restore(t.Context(), id); !errors.Is(err, catalog.ErrNoService) {
			t.Errorf("bringing back %q: %v", id, err)
		}
	}
}

func TestWhatIsBroughtBackTakesNothingsPlace(t *testing.T) {
	d := directory.Open(t.TempDir())
	old := save(t, d, harbour())
	if err := d.Delete(t.Context(), old.ID); err != nil {
		t.Fatal(err)
	}
	again := harbour()
	again.Note = "The new one."
	fresh := save(t, d, again)
	if err := d.Restore(t.Context(), old.ID); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]catalog.Service{old, fresh}, list(t, d)); diff != "" {
		t.Error(diff)
	}
}

func pngOf(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatCannotBeKeptChangesNothing(t *testing.T) {
	dir := t.TempDir()
	d := directory.Open(dir)
	s := save(t, d, harbour())
	before, err := os.ReadFile(filepath.Join(dir, "services.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		change func(*catalog.Service)
		field  catalog.ServiceField
		cause  error
	}{
		{"a name of 301 characters", func(s *catalog.Service) { s.Name = strings.Repeat("x", 301) }, catalog.ServiceName, catalog.ErrBadService},
		{"no name", func(s *catalog.Service) { s.Name = " " }, catalog.ServiceName, catalog.ErrBadService},
		{"a logo with a script", func(s *catalog.Service) {
			s.Logo = []byte(strings.Replace(square, "<rect", "<script>alert(1)</script><rect", 1))
		}, catalog.ServiceLogo, picture.ErrForbidden},
		{"a logo that fetches something", func(s *catalog.Service) {
			s.Logo = []byte(strings.Replace(square, "<rect", `<image href="https://example.org/x.png"/><rect`, 1))
		}, catalog.ServiceLogo, picture.ErrForbidden},
		{"a logo of 200 megapixels", func(s *catalog.Service) { s.Logo = wide(pngOf(t, 8, 8), 20_000, 10_000) }, catalog.ServiceLogo, picture.ErrTooWide},
		{"a logo that is cut off", func(s *catalog.Service) { s.Logo = pngOf(t, 80, 80)[:40] }, catalog.ServiceLogo, picture.ErrDamaged},
		{"a logo that is text", func(s *catalog.Service) { s.Logo = []byte("logo") }, catalog.ServiceLogo, picture.ErrUnknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			bad := s
			c.change(&bad)
			_, err := d.Save(t.Context(), bad)
			var field *catalog.ServiceError
			if !errors.As(err, &field) || field.Field != c.field || !errors.Is(err, c.cause) || !strings.HasPrefix(err.Error(), "saving a local service: ") {
				t.Errorf("got %v", err)
			}
			if (field.Problem == catalog.ServiceBigLogo) != errors.Is(err, picture.ErrTooWide) {
				t.Errorf("the problem is %q", field.Problem)
			}
			if after, err := os.ReadFile(filepath.Join(dir, "services.json")); err != nil || !bytes.Equal(before, after) {
				t.Errorf("the file has changed: %v", err)
			}
		})
	}
	ctx, end := context.WithCancel(t.Context())
	end()
	_, err = d.Save(ctx, s)
	if err := errors.Join(err, d.Delete(ctx, s.ID)); !errors.Is(err, context.Canceled) || len(list(t, d)) != 1 {
		t.Errorf("after the end: %v", err)
	}
}

// wide writes another width and height into the head of a PNG, and the checksum of the head.
func wide(data []byte, width, height uint32) []byte {
	out := slices.Clone(data)
	head := out[12 : 12+4+13]
	put := func(at int, v uint32) {
		head[at], head[at+1], head[at+2], head[at+3] = byte(v>>24), byte(v>>16), byte(v>>8), byte(v)
	}
	put(4, width)
	put(8, height)
	sum := crc32.ChecksumIEEE(head)
	copy(out[12+4+13:], []byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)})
	return out
}

func TestADamagedFileIsSetAside(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":                 "",
		"cut off":                 `{"services": [{"id": "van", "na`,
		"a list":                  `[]`,
		"null":                    `null`,
		"a wrong type":            `{"services": "van"}`,
		"a wrong date":            `{"services": [{"id": "van", "name": "Van", "checked": "yesterday"}]}`,
		"no id":                   `{"services": [{"name": "Van"}]}`,
		"the same id twice":       `{"services": [{"id": "van", "name": "Van"}, {"id": "van", "name": "Bus"}]}`,
		"a name that is too long": fmt.Sprintf(`{"services": [{"id": "van", "name": %q}]}`, strings.Repeat("x", 301)),
		"zeros":                   strings.Repeat("\x00", 300),
		"far too long":            `{"x": "` + strings.Repeat("x", 5<<20) + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "services.json")
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			d := directory.Open(dir)
			saved := save(t, d, catalog.Service{Name: "Van"}) // the first thing that is done
			var damaged *catalog.DamagedServicesError
			if err := d.Notice(); !errors.As(err, &damaged) || !strings.HasPrefix(filepath.Base(damaged.SetAside), "services-damaged-") {
				t.Fatalf("the notice is %v", err)
			}
			if b, err := os.ReadFile(damaged.SetAside); err != nil || string(b) != text {
				t.Errorf("what was set aside is not what was there: %v", err)
			}
			if diff := cmp.Diff([]catalog.Service{saved}, list(t, directory.Open(dir))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAFileThatAPersonWroteIsCleaned(t *testing.T) {
	dir := t.TempDir()
	text := `{"services": [{"id": "van", "name": " \u202eVan\n", "phone": "ask", "web": "nowhere", "logo": "../../etc/passwd", "more": 1}], "version": 9}`
	if err := os.WriteFile(filepath.Join(dir, "services.json"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	d := directory.Open(dir)
	want := []catalog.Service{{ID: "van", Name: "Van", Note: "ask nowhere"}}
	if diff := cmp.Diff(want, list(t, d)); diff != "" || d.Notice() != nil {
		t.Error(d.Notice(), diff)
	}
}

func TestALogoThatIsNotAsItWasKeptIsLeftOut(t *testing.T) {
	for name, harm := range map[string]func(path string) error{
		"gone":     os.Remove,
		"changed":  func(path string) error { return os.WriteFile(path, []byte(square+" "), 0o600) },
		"cut off":  func(path string) error { return os.Truncate(path, 20) },
		"a script": func(path string) error { return os.WriteFile(path, []byte("<svg><script/></svg>"), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			d := directory.Open(dir)
			s := save(t, d, harbour())
			if err := harm(logos(t, dir)[0]); err != nil {
				t.Fatal(err)
			}
			all := list(t, d)
			if len(all) != 1 || all[0].Logo != nil || all[0].Name != s.Name {
				t.Errorf("got %+v", all)
			}
			save(t, d, s)
			if all := list(t, d); !bytes.Equal(all[0].Logo, s.Logo) {
				t.Error("the logo that was saved again is not there")
			}
		})
	}
}

func TestThereIsAnEndToServices(t *testing.T) {
	dir := t.TempDir()
	var b strings.Builder
	for n := range directory.MostServices {
		fmt.Fprintf(&b, `,{"id": "s%d", "name": "S"}`, n)
	}
	if err := os.WriteFile(filepath.Join(dir, "services.json"), []byte(`{"services": [`+b.String()[1:]+`]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	d := directory.Open(dir)
	var many *catalog.ServiceError
	if _, err := d.Save(t.Context(), catalog.Service{Name: "Van"}); !errors.As(err, &many) || many.Problem != catalog.ServiceTooMany {
		t.Errorf("one more: %v", err)
	}
	if _, err := d.Save(t.Context(), catalog.Service{ID: "s7", Name: "Van"}); err != nil {
		t.Errorf("another in the place of one: %v", err)
	}
}

func TestWhatAnEarlierProgramKeptIsTakenOverOnce(t *testing.T) {
	checked := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name      string
		old, want catalog.Service
	}{
		{"as it is", catalog.Service{Name: "Van", Phone: "000", Checked: checked}, catalog.Service{ID: "van", Name: "Van", Phone: "000", Checked: checked}},
		{"without a name", catalog.Service{Phone: "000"}, catalog.Service{ID: "local-service", Name: "Local service", Phone: "000"}},
		{"with what has no place any more", catalog.Service{Name: "Van", Phone: "ask", Web: "nowhere", Note: "Ring"}, catalog.Service{ID: "van", Name: "Van", Note: "Ring ask nowhere"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := directory.Open(t.TempDir())
			for range 2 {
				if err := d.TakeOver(t.Context(), c.old); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff([]catalog.Service{c.want}, list(t, d)); diff != "" {
				t.Error(diff)
			}
		})
	}
	d := directory.Open(t.TempDir())
	if err := d.TakeOver(t.Context(), catalog.Service{Name: "V\xff"}); !errors.Is(err, catalog.ErrBadService) || list(t, d) != nil {
		t.Errorf("what is no text: %v", err)
	}
}

func TestManyAtOnce(t *testing.T) {
	d := directory.Open(t.TempDir())
	var group sync.WaitGroup
	for n := range 4 {
		group.Go(func() {
			for range 10 {
				if _, err := d.Save(t.Context(), catalog.Service{Name: fmt.Sprint("Van ", n)}); err != nil {
					t.Error(err)
				}
				if _, err := d.List(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if all := list(t, d); len(all) != 40 {
		t.Errorf("%d of 40 are kept", len(all))
	}
}

func FuzzFile(f *testing.F) {
	f.Add([]byte(`{"services": [{"id": "van", "name": "Van", "checked": "2026-11-21", "logo": "x.svg"}]}`))
	f.Add([]byte(`{"services": [{"id": "a", "name": "\u202e"}, {"id": "b", "phone": "x", "web": ":"}]}`))
	f.Add([]byte(`{`))
	f.Fuzz(func(t *testing.T, text []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "services.json"), text, 0o600); err != nil {
			t.Fatal(err)
		}
		d := directory.Open(dir)
		before := list(t, d)
		var damaged *catalog.DamagedServicesError
		if errors.As(d.Notice(), &damaged) {
			if b, err := os.ReadFile(damaged.SetAside); err != nil || !bytes.Equal(b, text) || before != nil {
				t.Fatalf("%v: what was set aside is not what was there: %v", damaged, err)
			}
		}
		one := save(t, d, catalog.Service{Name: "One more"})
		after := list(t, directory.Open(dir))
		after = slices.DeleteFunc(after, func(s catalog.Service) bool { return s.ID == one.ID })
		if diff := cmp.Diff(before, after, cmpopts.EquateEmpty()); diff != "" {
			t.Error("saving another service has changed these:", diff)
		}
	})
}
