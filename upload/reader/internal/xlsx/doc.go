// Package xlsx reads the sheets of XLSX files (Office Open XML) row by row, in
// memory that does not depend on the number of rows but for the table of shared
// texts, which is bounded.
//
// It tells what excelize's reader does not: which numbers are dates, which are
// padded with zeros, which cells hold errors. It reads at several times its
// speed, and never more than it was allowed to, whatever a file claims to hold.
package xlsx

import (
	"errors"
	"fmt"
)

// ErrTooLarge means that a file unpacks to more than the Limits allow.
var ErrTooLarge = errors.New("the workbook is too large")

// ErrNotWorkbook means that a ZIP archive is not an XLSX file.
var ErrNotWorkbook = errors.New("not an XLSX workbook")

// DamagedError means that a part of a workbook is missing or is not what it
// should be.
type DamagedError struct {
	Part string // such as "xl/workbook.xml"
	What string
}

// Error implements error.
func (e *DamagedError) Error() string {
	return fmt.Sprintf("the workbook's part %s is damaged: %s", e.Part, e.What)
}

// Limits bound what is read of a workbook.
type Limits struct {
	Part  int64 // bytes of a sheet, unpacked
	Ratio int64 // how many times as long as its packed form a part may be, from 64 MB on
	Texts int64 // bytes of the table of shared texts, and of the other parts
}

// Sheet is a sheet of a workbook.
type Sheet struct {
	Name   string
	Hidden bool
	part   string
}
