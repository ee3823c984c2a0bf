package model

import (
	"time"

	"github.com/uptrace/bun"
)

// Upload is a file received from a user, kept as it came.
type Upload struct {
	bun.BaseModel `bun:"table:upload"`

	ID          int64     `bun:"id,pk,autoincrement"`
	Name        string    `bun:"name"` // what the user calls the file, without directories
	ContentType string    `bun:"content_type"`
	Size        int64     `bun:"size"`   // bytes
	SHA256      string    `bun:"sha256"` // of the content, in hexadecimal digits
	Key         string    `bun:"key"`    // what finds it in the store
	CreatedBy   *int64    `bun:"created_by"`
	CreatedAt   time.Time `bun:"created_at"`
}

// GlobalID returns the id that the API shows.
func (u *Upload) GlobalID() ID { return NewID("Upload", u.ID) }
