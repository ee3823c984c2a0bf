package auth

import (
	"context"
	"fmt"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"github.com/sluicehq/sluice/model"
)

const (
	minPassword = 10 // characters
	maxPassword = 200
)

// hashCost follows OWASP's recommendation for argon2id.
var hashCost = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// maxHashing bounds the memory that hashing takes, however many sign in at once.
const maxHashing = 2

// hasher makes and checks password hashes, a few at a time.
type hasher struct {
	slots chan struct{}
	decoy string // what a password is compared with when there is no hash
}

func newHasher() (*hasher, error) {
	decoy, _ := newSecret("")
	hash, err := argon2id.CreateHash(decoy, hashCost)
	if err != nil {
		return nil, fmt.Errorf("hashing a password: %w", err)
	}
	return &hasher{slots: make(chan struct{}, maxHashing), decoy: hash}, nil
}

// hash returns the password's hash in PHC string format.
func (h *hasher) hash(ctx context.Context, password string) (hash string, err error) {
	err = h.inSlot(ctx, func() error {
		hash, err = argon2id.CreateHash(norm.NFC.String(password), hashCost)
		return err
	})
	return hash, err
}

// matches reports whether hash was made from the password. A nil hash matches
// nothing, and takes as long as any other.
func (h *hasher) matches(ctx context.Context, password string, hash *string) (match bool, err error) {
	against := h.decoy
	if hash != nil {
		against = *hash
	}
	err = h.inSlot(ctx, func() error {
		match, err = argon2id.ComparePasswordAndHash(norm.NFC.String(password), against)
		return err
	})
	return match && hash != nil, err
}

func (h *hasher) inSlot(ctx context.Context, work func() error) error {
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
	case <-ctx.Done():
		return fmt.Errorf("waiting to hash a password: %w", context.Cause(ctx))
	}
	if err := work(); err != nil {
		return fmt.Errorf("hashing a password: %w", err)
	}
	return nil
}

// checkPassword returns an INVALID error for a password that can't be chosen.
func checkPassword(password, login string) error {
	switch n := utf8.RuneCountInString(password); {
	case n < minPassword:
		return model.Invalid("password", "A password has at least %d characters.", minPassword)
	case n > maxPassword:
		return model.Invalid("password", "A password has at most %d characters.", maxPassword)
	case password == login:
		return model.Invalid("password", "The password must differ from the login.")
	}
	return nil
}
