// Package reader reads the rows of files that people upload, one after another
// and in bounded memory, whatever the files' format is.
package reader

// Rows are the rows of a table in a file. Each format has its own
// implementation; who reads rows does not know which.
type Rows interface {
	// Header returns the names of the columns, without blanks around them. A
	// name can be empty or appear twice.
	Header() []string

	// Next returns the next row, or io.EOF after the last. A row that can't be
	// read is returned with its Problem, and the rows after it follow; any
	// other error means that the file can't be read any further. Rows without
	// any text are left out.
	Next() (Row, error)
}

// Row is one row of a table.
type Row struct {
	Line    int      // the line of the file that the row starts on; the first line is 1
	Fields  []string // a text for each column of the header; valid until Next is called again
	Problem *Problem // why the row can't be used; nil: it can, and only then there are Fields
}

// Problem says why a row can't be used.
type Problem struct {
	Column string // the column's name; empty: the whole row, or not known
	Reason string // for people: what is wrong and what to do about it
}
