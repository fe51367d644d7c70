package catalog_test

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
)

func TestAServiceIsCleaned(t *testing.T) {
	for _, c := range []struct {
		name      string
		got, want string
	}{
		{"space around and breaks of lines", "  Harbour\r\n\tStreet  NSP ", "Harbour Street NSP"},
		{"an override that turns what follows", "Van \u202elortnoc\u202c", "Van lortnoc"},
		{"isolates and embeddings", "\u2066Van\u2069 \u202bbus\u202c", "Van bus"},
		{"control characters", "Van\x00\x1b[31m\u0085 bus", "Van[31m bus"},
		{"a byte order mark and tags", "\ufeffVan\U000e0041", "Van"},
		{"Vietnamese, composed and not", "Thuốc & Ban\u0323", "Thuốc & Ban\u0323"},
		{"Persian with a joiner", "می\u200cخواهم", "می\u200cخواهم"},
		{"Thai with room to break", "คลินิก\u200bบ้าน", "คลินิก\u200bบ้าน"},
		{"Arabic with a mark of direction", "عيادة \u200f(3)", "عيادة \u200f(3)"},
		{"Burmese", "ဆေးခန်း", "ဆေးခန်း"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := catalog.CleanService(catalog.Service{Name: c.got, Note: c.got})
			if err != nil || s.Name != c.want || s.Note != c.want {
				t.Errorf("got %q and %q, %v; want %q", s.Name, s.Note, err, c.want)
			}
		})
	}
	evening := time.Date(2026, 11, 21, 23, 30, 0, 0, time.FixedZone("", 11*3600))
	s, err := catalog.CleanService(catalog.Service{Name: "Van", Kinds: []string{" nsp ", "", "nsp", "van"}, Languages: []catalog.Language{"vi", "zh-Hans", "vi"}, Checked: evening})
	want := catalog.Service{Name: "Van", Kinds: []string{"nsp", "van"}, Languages: []catalog.Language{"vi", "zh-Hans"}, Checked: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)}
	if diff := cmp.Diff(want, s); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

func TestWhatAServiceCannotHave(t *testing.T) {
	for _, c := range []struct {
		name string
		s    catalog.Service
		want catalog.ServiceError
		text string
	}{
		{"no name", catalog.Service{Phone: "000"}, catalog.ServiceError{Field: "name", Problem: catalog.ServiceMissing}, "name: missing"},
		{"a name of nothing that is seen", catalog.Service{Name: " \u202e\u200b\u00a0"}, catalog.ServiceError{Field: "name", Problem: catalog.ServiceMissing}, "name: missing"},
		{"a name that is too long", catalog.Service{Name: strings.Repeat("ố", 301)}, catalog.ServiceError{Field: "name", Problem: catalog.ServiceTooLong, Most: 300, Has: 301}, "name: 301, at most 300"},
		{"an address that is too long", catalog.Service{Name: "Van", Address: strings.Repeat("x", 5000)}, catalog.ServiceError{Field: "address", Problem: catalog.ServiceTooLong, Most: 300, Has: 5000}, ""},
		{"bytes that are no text", catalog.Service{Name: "Van", Hours: "9\xff5"}, catalog.ServiceError{Field: "hours", Problem: catalog.ServiceNotText}, ""},
		{"a phone number without digits", catalog.Service{Name: "Van", Phone: "ask"}, catalog.ServiceError{Field: "phone", Problem: catalog.ServiceNoDigits}, ""},
		{"a script for a web address", catalog.Service{Name: "Van", Web: "javascript:alert(1)"}, catalog.ServiceError{Field: "web", Problem: catalog.ServiceNotWeb}, ""},
		{"a file for a web address", catalog.Service{Name: "Van", Web: "file:///etc/passwd"}, catalog.ServiceError{Field: "web", Problem: catalog.ServiceNotWeb}, ""},
		{"a web address that hides another", catalog.Service{Name: "Van", Web: "https://example.org@evil.example"}, catalog.ServiceError{Field: "web", Problem: catalog.ServiceNotWeb}, ""},
		{"a word for a web address", catalog.Service{Name: "Van", Web: "website"}, catalog.ServiceError{Field: "web", Problem: catalog.ServiceNotWeb}, ""},
		{"an address with a hole", catalog.Service{Name: "Van", Web: "example..org"}, catalog.ServiceError{Field: "web", Problem: catalog.ServiceNotWeb}, ""},
		{"a language that is none", catalog.Service{Name: "Van", Languages: []catalog.Language{"Klingon please"}}, catalog.ServiceError{Field: "languages", Problem: catalog.ServiceUnknown}, ""},
		{"too many kinds", catalog.Service{Name: "Van", Kinds: strings.Split("a b c d e f g h i j k l m n o p q r s t u", " ")}, catalog.ServiceError{Field: "kinds", Problem: catalog.ServiceTooLong, Most: 20, Has: 21}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := catalog.CleanService(c.s)
			var bad *catalog.ServiceError
			if !errors.As(err, &bad) || *bad != c.want || !errors.Is(err, catalog.ErrBadService) || !strings.HasSuffix(err.Error(), c.text) {
				t.Errorf("got %v, want %+v", err, c.want)
			}
		})
	}
	for _, web := range []string{"example.org", "https://example.org/x?y=z#a", "http://example.org:8080", "Bücher.example", "उदाहरण.परीक्षा"} {
		if _, err := catalog.CleanService(catalog.Service{Name: "Van", Web: web}); err != nil {
			t.Errorf("%s: %v", web, err)
		}
	}
}

func TestErrorsOfServicesGiveTheirReason(t *testing.T) {
	why := errors.New("a script in it")
	bad := &catalog.ServiceError{Field: catalog.ServiceLogo, Problem: catalog.ServiceBadLogo, Err: why}
	if !errors.Is(bad, why) || !strings.HasSuffix(bad.Error(), "logo: a script in it") {
		t.Error(bad)
	}
	for aside, text := range map[string]string{"": "was damaged: a script in it", "x.json": "was damaged and is now x.json: a script in it"} {
		damaged := &catalog.DamagedServicesError{SetAside: aside, Err: why}
		if !errors.Is(damaged, why) || !errors.Is(damaged, catalog.ErrServicesDamaged) || !strings.HasSuffix(damaged.Error(), text) {
			t.Error(damaged)
		}
	}
}

func FuzzCleanService(f *testing.F) {
	f.Add("Harbour Street", "1800 000 000", "example.org")
	f.Add("\u202eVan\x00", "", "https://a.b/c")
	f.Fuzz(func(t *testing.T, name, phone, web string) {
		s, err := catalog.CleanService(catalog.Service{Name: name, Phone: phone, Web: web})
		if err != nil {
			if !errors.Is(err, catalog.ErrBadService) {
				t.Error(err)
			}
			return
		}
		again, err := catalog.CleanService(s)
		if diff := cmp.Diff(s, again); diff != "" || err != nil {
			t.Error("cleaning twice is not cleaning once:", err, diff)
		}
		for _, text := range []string{s.Name, s.Phone, s.Web} {
			if strings.ContainsFunc(text, unicode.IsControl) || strings.ContainsAny(text, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") || utf8.RuneCountInString(text) > 300 {
				t.Errorf("%q was kept", text)
			}
		}
	})
}
