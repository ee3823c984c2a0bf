package batch

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"

	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/schema"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// Registry holds the batch types of a program. Fill it before it is used; it
// does not change afterwards.
type Registry struct {
	kinds []*Kind
	byKey map[string]*Kind
}

// Kind is a registered batch type.
type Kind struct {
	Type
	Columns []*Column
	Lines   Lines // of a type that reads lines

	handler  Handler
	shape    *Shape       // of a batch with a table of its own; nil: of any other, and of the type
	rowType  reflect.Type // the row model's struct
	table    string       // SQL name of the row table
	statuses map[string]Status
	fourEyes bool // what is executed has to be approved by someone else
}

var keyPattern = regexp.MustCompile(`^[a-z][a-z0-9_]{0,30}$`)

// NewRegistry registers handlers. An error means that a handler's declaration
// is wrong and names what is.
func NewRegistry(handlers ...Handler) (*Registry, error) {
	r := &Registry{byKey: map[string]*Kind{}}
	for _, h := range handlers {
		kind, err := newKind(h)
		if err != nil {
			return nil, fmt.Errorf("batch type %q: %w", h.Type().Key, err)
		}
		if r.byKey[kind.Key] != nil {
			return nil, fmt.Errorf("batch type %q is registered twice", kind.Key)
		}
		r.kinds = append(r.kinds, kind)
		r.byKey[kind.Key] = kind
	}
	for _, h := range handlers {
		if n, ok := h.(Neighbor); ok {
			n.Meet(r)
		}
	}
	return r, nil
}

func newKind(h Handler) (*Kind, error) {
	k := &Kind{Type: h.Type(), handler: h, statuses: map[string]Status{}}
	if !keyPattern.MatchString(k.Key) {
		return nil, fmt.Errorf("the key must match %s", keyPattern)
	}
	if !isRowModel(reflect.TypeOf(k.Row)) {
		return nil, fmt.Errorf("Row must be a pointer to a struct that embeds batch.RowModel, not %T", k.Row)
	}
	k.rowType = reflect.TypeOf(k.Row).Elem()
	table := tables.Get(k.rowType)
	k.table = string(table.SQLName)
	var err error
	if k.Columns, err = columnsOf(table); err != nil {
		return nil, err
	}
	if len(k.Statuses) == 0 {
		return nil, fmt.Errorf("it needs at least one status")
	}
	for _, s := range k.Statuses {
		k.statuses[s.Key] = s
	}
	_, shaper := h.(Shaper)
	if shaper != slices.Contains(k.Sources, model.SourceImporter) {
		return nil, fmt.Errorf("the source %q and the method Shape need each other", model.SourceImporter)
	}
	if shaper {
		return k, nil // what rows mean is up to each batch
	}
	if _, declared := k.statuses[StatusStale]; !h.Stale().Empty() && !declared {
		return nil, fmt.Errorf("it finds stale rows, but has no status %q", StatusStale)
	}
	if k.Sources == nil {
		k.Sources = []model.SourceKind{model.SourceQuery, model.SourceBatch}
	}
	if _, ok := h.(DataSetter); ok != slices.Contains(k.Sources, model.SourceDataSet) {
		return nil, fmt.Errorf("the source %q and the method DataSet need each other", model.SourceDataSet)
	}
	products := slices.Contains(k.Sources, model.SourceQuery) || slices.Contains(k.Sources, model.SourceBatch)
	if products && len(h.FromProduct(form.Values{})) == 0 {
		return nil, fmt.Errorf("it takes products, but FromProduct makes nothing of them")
	}
	if err := k.checkLines(); err != nil {
		return nil, err
	}
	if p, ok := h.(Previewer); ok {
		if e := p.Effect(); e.Join == "" || e.Changes.Empty() || e.Fails.Empty() {
			return nil, fmt.Errorf("its effect lacks Join, Changes or Fails")
		}
	}
	return k, nil
}

var tables = schema.NewTables(pgdialect.New())

// kind returns a registered type, or an INVALID Error that blames field.
func (r *Registry) kind(key, field string) (*Kind, error) {
	if k := r.byKey[key]; k != nil {
		return k, nil
	}
	return nil, model.Invalid(field, "There is no such batch type. Ask batchTypes for those there are.")
}

// of returns the type of a stored batch.
func (r *Registry) of(b *model.Batch) (*Kind, error) {
	if k := r.byKey[b.Type]; k != nil {
		return k.shaped(b)
	}
	return nil, model.Conflict("Batch %s is of a type that this server does not know.", model.BatchNumber(b.ID))
}

// FourEyes reports whether executing batches of the type takes the approval of
// someone who has not changed them.
func (k *Kind) FourEyes() bool { return k.fourEyes }

// Previewable reports whether what executing batches of the type would change can be
// previewed.
func (k *Kind) Previewable() bool {
	_, ok := k.handler.(Previewer)
	return ok
}

// Table returns the SQL name of the row table.
func (k *Kind) Table() string { return k.table }

// column returns a column by key, or nil.
func (k *Kind) column(key string) *Column {
	i := slices.IndexFunc(k.Columns, func(c *Column) bool { return c.Key == key })
	if i < 0 {
		return nil
	}
	return k.Columns[i]
}

// statusExpr is the SQL of a row's status, over the row AS r.
func (k *Kind) statusExpr(params form.Values) filter.Expr {
	if e := k.handler.Status(params); !e.Empty() {
		return e
	}
	return filter.SQL("?", k.Statuses[0].Key)
}

// blocking returns the keys of the statuses that keep a batch from executing.
func (k *Kind) blocking() []string {
	var keys []string
	for _, s := range k.Statuses {
		if s.Severity == model.SeverityError {
			keys = append(keys, s.Key)
		}
	}
	return keys
}

// newRows returns a pointer to an empty slice of pointers to row models.
func (k *Kind) newRows() reflect.Value {
	return reflect.New(reflect.SliceOf(reflect.PointerTo(k.rowType)))
}
