package batch

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/sluicehq/sluice/model"
)

// Settings are what an operator says about batch types, by key.
type Settings struct {
	// PurgeAfter is how long batches are kept after their execution; it overrules
	// Type.PurgeAfter.
	PurgeAfter map[string]time.Duration
	// FourEyes are the types whose batches have to be approved before they are
	// executed, by someone who has not changed them. They must be Approvable.
	FourEyes []string
}

// Set takes over what an operator says. Call it before the Registry is used; all
// processes over a database should be told the same. An error names what is wrong.
func (r *Registry) Set(s Settings) error {
	for _, key := range slices.Sorted(maps.Keys(s.PurgeAfter)) {
		k, age := r.byKey[key], s.PurgeAfter[key]
		switch {
		case k == nil:
			return fmt.Errorf("how long batches are kept: there is no batch type %q", key)
		case age < 0:
			return fmt.Errorf("how long batches are kept: the time of %q is negative", key)
		}
		k.PurgeAfter = age
	}
	for _, key := range s.FourEyes {
		k := r.byKey[key]
		switch {
		case k == nil:
			return fmt.Errorf("what has to be approved: there is no batch type %q", key)
		case !k.Approvable:
			return fmt.Errorf("what has to be approved: batches of the type %q do nothing that needs it", key)
		}
		k.fourEyes = true
	}
	return nil
}

// purgeDate is the day from which a batch may be purged that was executed at a
// time: the one that people chose, or else what its type or the operator says.
func (k *Kind) purgeDate(b *model.Batch, executed time.Time) *model.Date {
	if b.PurgeOn != nil || k.PurgeAfter == 0 {
		return b.PurgeOn
	}
	return new(model.DateOf(executed.Add(k.PurgeAfter)))
}
