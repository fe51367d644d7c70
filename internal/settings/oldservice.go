package settings

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

// oldServiceKey is where programs before the directory of services kept the one service that they knew.
const oldServiceKey = "local_service"

// OldService reads the local service that an earlier program kept in the settings of a data folder. Save leaves it
// there; ForgetOldService drops it. ok is false when there is none.
func OldService(dir string) (s catalog.Service, ok bool) {
	keys, err := readKeys(dir)
	if err != nil {
		return catalog.Service{}, false
	}
	var old struct {
		Name    string `json:"name"`
		Address string `json:"address"`
		Hours   string `json:"hours"`
		Phone   string `json:"phone"`
		Web     string `json:"web"`
		Note    string `json:"note"`
		Checked string `json:"checked"` // 2026-11-21
	}
	if json.Unmarshal(keys[oldServiceKey], &old) != nil {
		return catalog.Service{}, false
	}
	if old.Name+old.Address+old.Hours+old.Phone+old.Web+old.Note == "" {
		return catalog.Service{}, false
	}
	checked, err := time.Parse(time.DateOnly, old.Checked)
	if err != nil { // nobody is known to have checked it
		checked = time.Time{}
	}
	return catalog.Service{
		Name: old.Name, Address: old.Address, Hours: old.Hours, Phone: old.Phone, Web: old.Web, Note: old.Note, Checked: checked,
	}, true
}

// ForgetOldService drops the local service of an earlier program. Its errors are those of Save.
func ForgetOldService(dir string) error {
	keys, err := readKeys(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, there := keys[oldServiceKey]; err == nil && !there {
		return nil
	}
	if err == nil {
		delete(keys, oldServiceKey)
		err = write(dir, keys)
	}
	if err != nil {
		return fmt.Errorf("dropping an old setting: %w", kind(err))
	}
	return nil
}

func readKeys(dir string) (map[string]json.RawMessage, error) {
	b, err := os.ReadFile(filepath.Join(dir, fileName))
	if err != nil {
		return nil, err
	}
	var keys map[string]json.RawMessage
	return keys, json.Unmarshal(b, &keys)
}
