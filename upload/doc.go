// Package upload receives files from users and keeps them as they came: what is
// known about a file in the table upload, what is in it in a store. A file comes
// whole, with Create, or piece by piece over HTTP, with Incoming, where a
// transfer that broke off can go on.
//
// Package upload/reader reads what is in files.
package upload
