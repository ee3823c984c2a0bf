package model

import (
	"time"

	"github.com/uptrace/bun"
)

// User is a person or script that can sign in.
type User struct {
	bun.BaseModel `bun:"table:app_user,alias:u"`

	ID           int64      `bun:"id,pk,autoincrement"`
	Login        string     `bun:"login,nullzero"` // lower case; empty: deleted
	Name         string     `bun:"name"`
	PasswordHash *string    `bun:"password_hash"` // argon2id, PHC string format; nil: no password
	Active       bool       `bun:"active"`
	DeletedAt    *time.Time `bun:"deleted_at"` // nil: not deleted
	CreatedAt    time.Time  `bun:"created_at"`
	UpdatedAt    time.Time  `bun:"updated_at"`
	Version      int        `bun:"version"`
}
