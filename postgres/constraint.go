package postgres

import (
	"sync"

	"github.com/sluicehq/sluice/model"
)

var constraints = struct {
	sync.RWMutex
	meanings map[string]model.Error
}{meanings: map[string]model.Error{}}

// Constraint says what the violation of a named constraint means to people.
// Packages declare the constraints of the tables they own when the program
// starts. An empty Code stands for the one that the kind of constraint implies.
// It panics if the constraint already has another meaning.
func Constraint(name string, meaning model.Error) {
	constraints.Lock()
	defer constraints.Unlock()
	if old, ok := constraints.meanings[name]; ok && old != meaning {
		panic("postgres: the constraint " + name + " is declared twice")
	}
	constraints.meanings[name] = meaning
}

func constraint(name string) (model.Error, bool) {
	constraints.RLock()
	defer constraints.RUnlock()
	meaning, ok := constraints.meanings[name]
	return meaning, ok
}
