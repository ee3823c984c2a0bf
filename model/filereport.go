package model

// FileReport tells what became of the lines of a file. At the end
//
//	LinesRead = HeaderLines + RowsMade + Rejected + LeftOut + Blank + Continued
type FileReport struct {
	LinesRead   int64 `json:"linesRead"`   // of a sheet, its rows
	HeaderLines int64 `json:"headerLines"` // those that name the columns, and those above them
	RowsMade    int64 `json:"rowsMade"`
	Partial     int64 `json:"partial"`   // of RowsMade, those without some of their cells, which could not be used
	Rejected    int64 `json:"rejected"`  // could not be used
	LeftOut     int64 `json:"leftOut"`   // could be used, but stand for what is there already
	Blank       int64 `json:"blank"`     // without any text
	Continued   int64 `json:"continued"` // the further lines of rows that span several

	Duplicates    int64 `json:"duplicates"`    // lines whose code stands on another line before them, whatever was done about it
	InOpenBatches int64 `json:"inOpenBatches"` // lines whose product waits in another batch of the type already

	Problems    []LineProblem `json:"problems"`    // the first ones
	HasRejects  bool          `json:"hasRejects"`  // there is a file of all lines that did not make it, and of cells that did not
	WasRejected bool          `json:"wasRejected"` // the file as a whole was, for its bad lines: no rows were made
}

// LineProblem says why a line of a file, or a cell on it, could not be used.
type LineProblem struct {
	Line   int    `json:"line"`
	Column string `json:"column"` // "": the whole line
	Reason string `json:"reason"`
}
