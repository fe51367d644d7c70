package proof

import (
	"strings"
	"testing"
)

func TestOneCanonicalForm(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"members are sorted and space is dropped", `{ "b": [ 1 , true , null ], "a": {} }`, `{"a":{},"b":[1,true,null]}`},
		{"names are sorted by UTF-16, not by code point", `{"\ufb33":1,"\ud83d\ude00":2,"\u20ac":3,"1":4}`, "{\"1\":4,\"€\":3,\"😀\":2,\"\ufb33\":1}"},
		{"strings have the fewest escapes", `{"a":"\u000f\u0009<&>\u2028\"\\\/\u00e9"}`, "{\"a\":\"\\u000f\\t<&>\u2028\\\"\\\\/é\"}"},
		{"numbers are as in JavaScript", `{"a":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001,-0]}`,
			`{"a":[333333333.3333333,1e+30,4.5,0.002,1e-27,0]}`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			v, err := parseObject([]byte(c.in))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := canonical(nil, v); string(got) != c.want || err != nil {
				t.Errorf("got %s (%v)\nwant %s", got, err, c.want)
			}
		})
	}
}

func TestWhatHasNoCanonicalFormIsRefused(t *testing.T) {
	cases := []struct{ name, in string }{
		{"two members of one name", `{"a":1,"a":2}`},
		{"two members of one name, written differently", `{"a":1,"\u0061":2}`},
		{"something after the document", `{} {}`},
		{"a list", `[]`},
		{"nothing", ``},
		{"a comma too many", `{"a":[1,]}`},
		{"a string that is not UTF-8", "{\"a\":\"\xff\"}"},
		{"deep nesting", strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40)},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if v, err := parseObject([]byte(c.in)); err == nil {
				t.Errorf("it was read as %v", v)
			}
		})
	}
}

func TestBytesReadBackFromMultibase(t *testing.T) {
	for _, data := range []string{"", "\x00", "\x00\x00\x01", "a", "\xff\xff\xff", strings.Repeat("\x00", 5), "Hello World!"} {
		got, err := parseMultibase(multibase([]byte(data)))
		if string(got) != data || err != nil {
			t.Errorf("%x came back as %x (%v)", data, got, err)
		}
	}
	if got, want := multibase([]byte("Hello World!")), "z2NEpo7TZRRrLZSi2U"; got != want { // of draft-msporny-base58
		t.Errorf("got %s, want %s", got, want)
	}
	for _, bad := range []string{"", "2NEpo", "z0", "zl", "z" + strings.Repeat("1", 200)} {
		if got, err := parseMultibase(bad); err == nil {
			t.Errorf("%q was read as %x", bad, got)
		}
	}
}
