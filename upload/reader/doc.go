// Package reader reads tables from files that people upload: CSV with any
// delimiter, XLSX and JSON Lines, each also packed by gzip, in any of the common
// encodings. It knows no database and no API.
//
// Reading takes two steps, and a person can look in between.
//
//   - [Inspect] finds out how a file is written, by its content: a [Format] with
//     the encoding, the delimiter, the columns and their types, and the first rows
//     as they will be read, with warnings in words. What the caller says holds and
//     is not detected.
//   - [Open] reads with exactly that format. Kept as JSON with what is made of
//     the file, it makes every later reading the same.
//
// [Read] does both to a file that can be read only once.
//
// Rows come one at a time, in memory bounded by [Limits]. A row that can't be
// used as it is has [Problem]s with a reason for people, and the rows after it
// follow. What to do is the caller's choice: reject the file; skip such rows; or
// take the fields that are Good. [Counts] prove that no line got lost, and
// [Rejects] writes those that were rejected.
//
// All fields are texts, so that codes keep their zeros. The Parse methods of
// [Column] make numbers and dates of them. What can mean two things, such as
// 1,234 or 03/04/2011, is read as the rest of the column shows or the caller
// says, and is refused if neither does: no value is ever guessed. In a workbook,
// cells that are numbers or dates arrive as what they are: a date as 2011-04-28,
// a number in the notation of its column, a padded code with its zeros.
//
// [Match] suggests which columns belong to which fields.
//
// Errors are model.Error for whatever is the matter with the file or the format.
package reader
