package bundle

import "bytes"

// OpenBytes opens a pack in memory.
func OpenBytes(data []byte) (*Bundle, error) {
	p, err := readPack(memory{bytes.NewReader(data)})
	if err != nil {
		return nil, err
	}
	return &Bundle{name: "memory", form: p}, nil
}

type memory struct{ *bytes.Reader }

func (memory) Close() error { return nil }
