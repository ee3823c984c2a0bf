// Package postgres opens PostgreSQL for the rest of Sluice: one connection pool
// that bun and pgx share, transactions in which both work side by side, errors
// classified for people, and schema migrations.
package postgres
