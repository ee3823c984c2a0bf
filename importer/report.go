package importer

// MaxBad is how many bad lines a Report keeps.
const MaxBad = 1000

// Report counts what an import has done, or would do. Each line that has any
// text is counted once in Lines, and once in Created, Updated, Unchanged or
// Rejected.
type Report struct {
	Lines     int64 `json:"lines"`
	Created   int64 `json:"created"`
	Updated   int64 `json:"updated"`
	Unchanged int64 `json:"unchanged"`
	Rejected  int64 `json:"rejected"`

	Deleted int64 `json:"deleted"` // rows of the target that the source lacks
	Kept    int64 `json:"kept"`    // those that could not be deleted

	LastLine int       `json:"lastLine"` // the last line of the source that was dealt with; 0: none
	Bad      []BadLine `json:"bad"`      // the first MaxBad of what was rejected or kept
}

// BadLine is a line that was rejected, and why; or with line 0, what was kept.
type BadLine struct {
	Line   int    `json:"line"`
	Column string `json:"column"` // its name in the source; empty: the whole line
	Reason string `json:"reason"` // for people; never holds what the line says

	Original string `json:"-"` // what the line says
}

func newReport() Report { return Report{Bad: []BadLine{}} }

// add adds what became of a span.
func (r *Report) add(w *work, bad []BadLine) {
	if !w.missing {
		r.Lines += w.Items
		r.LastLine = int(w.To)
	}
	r.Created += w.did.Created
	r.Updated += w.did.Updated
	r.Unchanged += w.did.Unchanged
	r.Rejected += w.did.Rejected
	r.Deleted += w.did.Deleted
	r.Kept += w.did.Kept
	r.Bad = append(r.Bad, bad[:min(len(bad), MaxBad-len(r.Bad))]...)
}
