package auth

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

const tokenPrefix = "slc_"

// Token is an API token as it can be shown: without the secret.
type Token struct {
	ID         int64      `json:"id"`
	Login      string     `json:"login"`
	Name       string     `json:"name"`
	CreatedAt  time.Time  `json:"createdAt"`
	ExpiresAt  *time.Time `json:"expiresAt"`  // nil: never
	LastUsedAt *time.Time `json:"lastUsedAt"` // to the minute; nil: never used
}

// CreateToken makes an API token for a user: for oneself, or for anyone with
// Admin. A ttl of 0 never expires. The secret is returned here and never again.
func (a *Accounts) CreateToken(ctx context.Context, login, name string, ttl time.Duration) (secret string, token *Token, err error) {
	login = normalLogin(login)
	if err := requireSelfOrAdmin(ctx, login); err != nil {
		return "", nil, err
	}
	if ttl < 0 {
		return "", nil, model.Invalid("expires", "A token can't expire before it is made.")
	}
	var expires *time.Time
	if ttl > 0 {
		t := a.now().Add(ttl)
		expires = &t
	}
	secret, hash := newSecret(tokenPrefix)
	rows, _ := a.db.Pool.Query(ctx, `INSERT INTO api_token (user_id, name, hash, created_at, expires_at)
		SELECT id, $2, $3, $4, $5 FROM app_user WHERE login = $1
		RETURNING id, $1::text, name, created_at, expires_at, last_used_at`,
		login, strings.TrimSpace(name), hash, a.now(), expires)
	token, err = pgx.CollectExactlyOneRow(rows, pgx.RowToAddrOfStructByPos[Token])
	if err != nil {
		return "", nil, fmt.Errorf("creating an API token: %w", orNoUser(postgres.Error(err)))
	}
	return secret, token, nil
}

// Tokens lists a user's API tokens, newest first: one's own, or anyone's with
// Admin.
func (a *Accounts) Tokens(ctx context.Context, login string) ([]Token, error) {
	login = normalLogin(login)
	if err := requireSelfOrAdmin(ctx, login); err != nil {
		return nil, err
	}
	rows, _ := a.db.Pool.Query(ctx, `SELECT t.id, u.login, t.name, t.created_at, t.expires_at, t.last_used_at
		FROM api_token t JOIN app_user u ON u.id = t.user_id WHERE u.login = $1 ORDER BY t.id DESC`, login)
	tokens, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Token])
	if err != nil {
		return nil, fmt.Errorf("listing API tokens: %w", err)
	}
	return tokens, nil
}

// RevokeToken ends an API token, for requests that begin a second later or more:
// one's own, or anyone's with Admin. NOT_FOUND also stands for a token that the
// viewer may not revoke.
func (a *Accounts) RevokeToken(ctx context.Context, id int64) error {
	v := ViewerFrom(ctx)
	if v.UserID == 0 && !v.Can(Admin) {
		return RequireSignedIn(ctx)
	}
	tag, err := a.db.Pool.Exec(ctx, "DELETE FROM api_token WHERE id = $1 AND (user_id = $2 OR $3)", id, v.UserID, v.Can(Admin))
	if err != nil {
		return fmt.Errorf("revoking an API token: %w", err)
	}
	if tag.RowsAffected() == 0 {
		return model.NotFound("API token")
	}
	return nil
}

// requireSelfOrAdmin allows users to act on their own account and those with
// Admin to act on any.
func requireSelfOrAdmin(ctx context.Context, login string) error {
	if v := ViewerFrom(ctx); v.UserID != 0 && v.Login == login {
		return nil
	}
	return Require(ctx, Admin)
}
