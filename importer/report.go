package importer

// MaxBad is how many bad lines a Report keeps.
const MaxBad = 1000

// Report counts what an import has done. Each line that has any text is
// counted once in Lines, and once in Created, Updated, Unchanged or Rejected.
type Report struct {
	Lines     int64 `json:"lines"`
	Created   int64 `json:"created"`
	Updated   int64 `json:"updated"`
	Unchanged int64 `json:"unchanged"`
	Rejected  int64 `json:"rejected"`

	LastLine int       `json:"lastLine"` // the last line of the file that was dealt with; 0: none
	Bad      []BadLine `json:"bad"`      // the first MaxBad of the rejected lines
}

// BadLine is a line that was rejected, and why.
type BadLine struct {
	Line   int    `json:"line"`
	Column string `json:"column"` // its name in the file; empty: the whole line
	Reason string `json:"reason"` // for people; never holds what the line says

	Original string `json:"-"` // what the line says
}
