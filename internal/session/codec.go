package session

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// A form is how one type of event is kept.
type form struct {
	kind   string
	is     func(Event) bool
	decode func([]byte) (Event, error)
}

func formOf[E Event](kind string) form {
	return form{kind: kind, is: func(e Event) bool { _, ok := e.(E); return ok }, decode: decodeAs[E]}
}

// forms are all the types of event. Their kinds stand in files: they are never given to anything else.
func forms() []form {
	return []form{
		formOf[Answered]("answered"), formOf[Voted]("voted"), formOf[Joined]("joined"), formOf[Wrote]("wrote"), formOf[Liked]("liked"),
		formOf[Began]("began"), formOf[Went]("went"), formOf[Darkened]("darkened"), formOf[Paused]("paused"), formOf[Added]("added"),
		formOf[Asked]("asked"), formOf[Stopped]("stopped"), formOf[Showed]("showed"), formOf[Counted]("counted"),
		formOf[Judged]("judged"), formOf[Played]("played"), formOf[Teamed]("teamed"), formOf[ShowedJoin]("showed-join"),
		formOf[Locked]("locked"), formOf[Opened]("opened"), formOf[Keyed]("keyed"), formOf[Unkeyed]("unkeyed"),
		formOf[Closed]("closed"),
	}
}

// Encode gives an event as it is kept: its kind, and JSON.
func Encode(e Event) (kind string, data []byte, err error) {
	all := forms()
	i := slices.IndexFunc(all, func(f form) bool { return f.is(e) })
	if i < 0 {
		return "", nil, fmt.Errorf("%w: there is no event %T", ErrBadEvent, e)
	}
	data, err = json.Marshal(e)
	if err != nil {
		return "", nil, fmt.Errorf("writing the event %q: %w", all[i].kind, err)
	}
	return all[i].kind, data, nil
}

// Decode undoes Encode. What Encode would not write is ErrBadEvent. Whether the event can happen, Session.Check says.
func Decode(kind string, data []byte) (Event, error) {
	all := forms()
	i := slices.IndexFunc(all, func(f form) bool { return f.kind == kind })
	if i < 0 {
		return nil, fmt.Errorf("%w: there is no event %q", ErrBadEvent, kind)
	}
	e, err := all[i].decode(data)
	if err != nil {
		return nil, fmt.Errorf("%w: reading the event %q: %w", ErrBadEvent, kind, err)
	}
	return e, nil
}

var errMore = errors.New("something stands behind it")

func decodeAs[E Event](data []byte) (Event, error) {
	var e E
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errMore
	}
	return e, nil
}
