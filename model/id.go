package model

import (
	"encoding/base64"
	"io"
	"strconv"
	"strings"
)

// ID is a Relay global id: the kind of an object and its key. Outside it is
// one opaque text.
type ID struct {
	Kind string // the GraphQL type: "Product"
	Key  string // what finds it among its kind: "12"
}

// NewID returns the global id of an object whose key is a number.
func NewID(kind string, key int64) ID { return ID{Kind: kind, Key: strconv.FormatInt(key, 10)} }

// ParseID reads a global id; the error is an INVALID Error.
func ParseID(text string) (ID, error) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	kind, key, ok := strings.Cut(string(raw), ":")
	if err != nil || !ok || kind == "" || key == "" || len(text) > 200 {
		return ID{}, Invalid("", "This is not an id. Use the ids that the API gave you.")
	}
	return ID{Kind: kind, Key: key}, nil
}

// String returns the opaque text.
func (id ID) String() string {
	return base64.RawURLEncoding.EncodeToString([]byte(id.Kind + ":" + id.Key))
}

// Int returns the key as a number, or a NOT_FOUND Error if the id is of
// another kind: such an object can't exist.
func (id ID) Int(kind string) (int64, error) {
	n, err := strconv.ParseInt(id.Key, 10, 64)
	if err != nil || id.Kind != kind {
		return 0, NotFound(strings.ToLower(kind))
	}
	return n, nil
}

// MarshalText implements encoding.TextMarshaler.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (id *ID) UnmarshalText(text []byte) (err error) {
	*id, err = ParseID(string(text))
	return err
}

// MarshalGQL writes the id as the GraphQL scalar ID.
func (id ID) MarshalGQL(w io.Writer) { _, _ = io.WriteString(w, `"`+id.String()+`"`) }

// UnmarshalGQL reads the GraphQL scalar ID.
func (id *ID) UnmarshalGQL(v any) (err error) {
	text, _ := v.(string)
	*id, err = ParseID(text)
	return err
}

// PairID returns the global id of an object that is known by two numbers: the
// key of what it is a part of, and its own among those parts.
func PairID(kind string, owner, own int64) ID {
	return ID{Kind: kind, Key: strconv.FormatInt(owner, 10) + "." + strconv.FormatInt(own, 10)}
}

// Pair returns the two numbers, or a NOT_FOUND Error if the id is of another
// kind.
func (id ID) Pair(kind string) (owner, own int64, err error) {
	first, second, _ := strings.Cut(id.Key, ".")
	owner, err1 := strconv.ParseInt(first, 10, 64)
	own, err2 := strconv.ParseInt(second, 10, 64)
	if id.Kind != kind || err1 != nil || err2 != nil {
		return 0, 0, NotFound(strings.ToLower(kind))
	}
	return owner, own, nil
}

// RowID returns the global id of a batch's row.
func RowID(batchID, sequence int64) ID { return PairID("Row", batchID, sequence) }

// Row returns the batch and the sequence that a row's id stands for, or a
// NOT_FOUND Error if it is not a row's id.
func (id ID) Row() (batchID, sequence int64, err error) { return id.Pair("Row") }

// GlobalID returns the id that the API shows.
func (p *Product) GlobalID() ID { return NewID("Product", p.ID) }

// GlobalID returns the id that the API shows.
func (d *Department) GlobalID() ID { return NewID("Department", d.ID) }

// GlobalID returns the id that the API shows.
func (b *Brand) GlobalID() ID { return NewID("Brand", b.ID) }

// GlobalID returns the id that the API shows.
func (v *Vendor) GlobalID() ID { return NewID("Vendor", v.ID) }

// GlobalID returns the id that the API shows.
func (u *User) GlobalID() ID { return NewID("User", u.ID) }

// GlobalID returns the id that the API shows.
func (b *Batch) GlobalID() ID { return NewID("Batch", b.ID) }

// GlobalID returns the id that the API shows.
func (j *Job) GlobalID() ID { return NewID("Job", j.ID) }

// KeptCut returns the id of the Partitioning that the job's chunks are of; nil
// if none was kept.
func (j *Job) KeptCut() *ID {
	if j.PartitioningID == nil {
		return nil
	}
	id := NewID("Partitioning", *j.PartitioningID)
	return &id
}

// GlobalID returns the id that the API shows.
func (p *Partitioning) GlobalID() ID { return NewID("Partitioning", p.ID) }

// GlobalID returns the id that the API shows.
func (c *Chunk) GlobalID() ID { return PairID("Chunk", c.JobID, c.Number) }

// GlobalID returns the id that the API shows.
func (x *Exception) GlobalID() ID { return PairID("Exception", x.JobID, x.ID) }

// GlobalID returns the id of the job that the progress is of.
func (p *JobProgress) GlobalID() ID { return NewID("Job", p.JobID) }

// IsNode marks what node(id:) can answer.
func (*Upload) IsNode() {}

// IsNode marks what node(id:) can answer.
func (*Product) IsNode() {}

// IsNode marks what node(id:) can answer.
func (*Department) IsNode() {}

// IsNode marks what node(id:) can answer.
func (*Brand) IsNode() {}

// IsNode marks what node(id:) can answer.
func (*Vendor) IsNode() {}

// IsNode marks what node(id:) can answer.
func (*User) IsNode() {}

// IsNode marks what node(id:) can answer.
func (*Batch) IsNode() {}

// IsNode marks what node(id:) can answer.
func (*Job) IsNode() {}

// IsNode marks what node(id:) can answer.
func (*Partitioning) IsNode() {}

// IsNode marks what node(id:) can answer.
func (*Chunk) IsNode() {}

// IsNode marks what node(id:) can answer.
func (*Exception) IsNode() {}
