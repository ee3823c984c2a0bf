package batch

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/reader"
)

// BadLines says what becomes of lines of a file that can't be used as they are.
type BadLines string

// The policies for bad lines.
const (
	RejectFile    BadLines = "reject_file"     // one bad line, and no rows are made
	SkipLines     BadLines = "skip_lines"      // the lines are left out
	KeepGoodCells BadLines = "keep_good_cells" // their rows are made without the bad cells
)

// Duplicates says what becomes of lines whose code another line of the file has.
type Duplicates string

// The choices for duplicates.
const (
	KeepAll   Duplicates = "keep_all"   // each makes a row
	KeepFirst Duplicates = "keep_first" // the later ones are left out
	KeepLast  Duplicates = "keep_last"  // the earlier ones are left out
	AddUp     Duplicates = "add_up"     // the first gets the sum of the counts, the others are left out
)

// FileChoices say what to do with the lines of a file. The zero value leaves out
// bad lines, and keeps all others.
type FileChoices struct {
	BadLines   BadLines   `json:"badLines"`   // default SkipLines
	Duplicates Duplicates `json:"duplicates"` // default KeepAll
	// LeaveOutWaiting leaves out lines whose product waits in another open batch
	// of the type.
	LeaveOutWaiting bool `json:"leaveOutWaiting,omitempty"`
}

// fileSource is the file of a batch, and how it is read. It is kept with the
// batch, so that each reading is the same.
type fileSource struct {
	Format  reader.Format     `json:"format"`
	Mapping map[string]string `json:"mapping"` // field → name of the file's column
	FileChoices
}

// fields are the names of the fields that the lines give, in order.
func (f *fileSource) fields() []string { return slices.Sorted(maps.Keys(f.Mapping)) }

// text says in words what the rows come from.
func (f *fileSource) text(name string) string {
	if f.Format.Sheet != "" {
		return fmt.Sprintf("file %s, sheet %s", name, f.Format.Sheet)
	}
	return "file " + name
}

// checkChoices fills in defaults. Errors: INVALID.
func (k *Kind) checkChoices(c *FileChoices) error {
	if c.BadLines == "" {
		c.BadLines = SkipLines
	}
	if c.Duplicates == "" {
		c.Duplicates = KeepAll
	}
	switch {
	case !slices.Contains([]BadLines{RejectFile, SkipLines, KeepGoodCells}, c.BadLines):
		return model.Invalid("badLines", "There is no such choice for bad lines.")
	case !slices.Contains([]Duplicates{KeepAll, KeepFirst, KeepLast, AddUp}, c.Duplicates):
		return model.Invalid("duplicates", "There is no such choice for duplicates.")
	case c.Duplicates == AddUp && k.Lines.Count == "":
		return model.Invalid("duplicates", "Rows of this type count nothing that could be added up.")
	}
	return nil
}

// checkMapping checks which columns of a file the fields come from. Errors:
// INVALID at "mapping".
func (k *Kind) checkMapping(mapping map[string]string, format reader.Format) error {
	if len(mapping) == 0 {
		return model.Invalid("mapping", "Say which columns of the file to read: no column looks like one of the fields.")
	}
	for _, field := range slices.Sorted(maps.Keys(mapping)) {
		if k.Lines.field(field) == nil {
			return model.Invalid("mapping", "There is no such field. Lines can give: %s.", strings.Join(k.Lines.names(), ", "))
		}
		if !slices.ContainsFunc(format.Columns, func(c reader.Column) bool { return c.Name == mapping[field] }) {
			return model.Invalid("mapping", "The file has no such column as %s is to come from.", k.column(field).Title)
		}
	}
	for _, f := range k.Lines.Fields {
		if f.Required && mapping[f.Column] == "" {
			return model.Invalid("mapping", "Say which column of the file %s comes from.", k.column(f.Column).Title)
		}
	}
	by := k.Lines.matchedBy(k.Lines.names())
	if len(by) > 0 && !slices.ContainsFunc(by, func(f LineField) bool { return mapping[f.Column] != "" }) {
		return model.Invalid("mapping", "Say which column of the file %s comes from: products are found by it.", k.column(by[0].Column).Title)
	}
	return nil
}

func shortened(text string) string {
	if runes := []rune(text); len(runes) > 100 {
		return string(runes[:100]) + "…"
	}
	return text
}
