// Package transactions is the job application that books the sales lines of a
// file: it fills customers, members and sales, and stores away what it can't
// place.
//
// Stage copies a file's lines into the table sales_line, unread. A job's chunks
// are ranges of these lines, so no process needs the file. Each line books one
// row of the table sale, whose key is the line: processing a line again, by the
// same job or another one, replaces its sale. What was sold to whom is the view
// sale_total over the sales. So the sums are exact whatever is interrupted,
// repeated or corrected, and chunks never wait for each other's sums.
//
// A customer's country is that of the first line that names the customer, and a
// member is one since the earliest sale: both are the same in whatever order the
// chunks come. Customers and members stay when their sales are taken back.
package transactions
