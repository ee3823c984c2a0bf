// Package model holds the words every other package shares, as Go types:
// batches, jobs, products, users and the one error type. It is a leaf: it
// imports nothing else of Sluice and never touches the database by itself.
package model
