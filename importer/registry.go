package importer

import (
	"fmt"

	"github.com/sluicehq/sluice/model"
)

// Registry holds the importers of a program. It does not change.
type Registry struct {
	all   []*Importer
	byKey map[string]*Importer
}

// NewRegistry registers importers. An error means that a declaration is wrong
// and names what is.
func NewRegistry(importers ...Importer) (*Registry, error) {
	r := &Registry{byKey: map[string]*Importer{}}
	for _, i := range importers {
		i.complete()
		if err := i.check(); err != nil {
			return nil, fmt.Errorf("importer %q: %w", i.Key, err)
		}
		if r.byKey[i.Key] != nil {
			return nil, fmt.Errorf("importer %q is registered twice", i.Key)
		}
		r.all = append(r.all, &i)
		r.byKey[i.Key] = &i
	}
	return r, nil
}

// get returns an importer by key. Errors: INVALID at "importer".
func (r *Registry) get(key string) (*Importer, error) {
	if i := r.byKey[key]; i != nil {
		return i, nil
	}
	return nil, model.Invalid("importer", "There is no such importer. Ask for the list of those there are.")
}

// ToRun returns the permission to run an importer: "importer.products.run".
func ToRun(key string) string { return "importer." + key + ".run" }
