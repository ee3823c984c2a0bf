package reader

// Counts tell what became of the lines of a file. At the end of it
//
//	Lines = Above + Rows + Rejected + Blank + Continued
//
// where Lines is counted as the file is cut into lines, and the others as rows
// are handed out; Rows.Next fails rather than end with anything else.
type Counts struct {
	Lines     int64 `json:"lines"`     // of the file that were read; of a sheet, its rows
	Above     int64 `json:"above"`     // those that name the columns, and those above them
	Rows      int64 `json:"rows"`      // without problems
	Rejected  int64 `json:"rejected"`  // rows with problems
	Blank     int64 `json:"blank"`     // without any text
	Continued int64 `json:"continued"` // the further lines of rows that span several
}

func (c Counts) sum() int64 { return c.Above + c.Rows + c.Rejected + c.Blank + c.Continued }

// add counts a record and reports whether it is blank.
func (c *Counts) add(r *record) (blank bool) {
	c.Blank += int64(r.above)
	c.Continued += int64(r.lines - 1)
	switch {
	case len(r.problems) > 0:
		c.Rejected++
	case r.blank():
		c.Blank++
		return true
	default:
		c.Rows++
	}
	return false
}
