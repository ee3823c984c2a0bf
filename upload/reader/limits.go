package reader

import "github.com/sluicehq/sluice/model"

// Limits bound what is read, whatever a file claims to hold. A file beyond
// Unpacked or Ratio ends with LIMIT; a row beyond the others is a bad row.
type Limits struct {
	Unpacked int64 // bytes of a file once it is unpacked
	Ratio    int64 // how many times as long as its packed form a file may be, from 64 MB on
	Texts    int64 // bytes of the texts that the cells of an XLSX file share; they are held in memory
	Record   int   // bytes of a row, in UTF-8
	Columns  int
}

// DefaultLimits allow for 10,000,000 rows and refuse what only an attack looks
// like.
var DefaultLimits = Limits{
	Unpacked: 16 << 30,
	Ratio:    200,
	Texts:    512 << 20,
	Record:   1 << 20,
	Columns:  4096,
}

// ratioFrom is how many bytes a file may unpack to before its ratio counts.
const ratioFrom = 64 << 20

func tooLarge() error {
	return model.Limit("The file unpacks to far more than it may. Split it into smaller files, or save it as CSV.")
}
