package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

// newSecret returns 256 random bits as text and the hash of that text. Only the
// hash is stored: it identifies the secret and does not give it away.
func newSecret(prefix string) (secret string, hash []byte) {
	var random [32]byte
	rand.Read(random[:])
	secret = prefix + base64.RawURLEncoding.EncodeToString(random[:])
	return secret, hashSecret(secret)
}

func hashSecret(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}
