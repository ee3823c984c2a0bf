package auth

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// LinkTTL is how long a sign-in link can be used.
const LinkTTL = 24 * time.Hour

// FirstLogin is the login of the administrator that the first start creates.
const FirstLogin = "admin"

// CreateLink makes a token for a one-time sign-in link of an active user and
// voids the ones made before. It requires Admin.
func (a *Accounts) CreateLink(ctx context.Context, login string) (token string, err error) {
	if err := Require(ctx, Admin); err != nil {
		return "", err
	}
	token, hash := newSecret("")
	tag, err := a.db.Pool.Exec(ctx, `WITH u AS (SELECT id FROM app_user WHERE login = $1 AND active),
		voided AS (DELETE FROM sign_in_link l USING u WHERE l.user_id = u.id AND l.used_at IS NULL)
		INSERT INTO sign_in_link (hash, user_id, created_at, expires_at) SELECT $2, id, $3, $4 FROM u`,
		normalLogin(login), hash, a.now(), a.now().Add(LinkTTL))
	if err != nil {
		return "", fmt.Errorf("creating a sign-in link: %w", err)
	}
	if tag.RowsAffected() == 0 {
		return "", model.NotFound("active user")
	}
	return token, nil
}

// FirstLink returns the token of a fresh sign-in link for an administrator as
// long as none has a password, creating the first administrator if there is
// none; otherwise it returns "". It requires Admin.
func (a *Accounts) FirstLink(ctx context.Context) (token string, err error) {
	if err := Require(ctx, Admin); err != nil {
		return "", err
	}
	login, hasPassword, err := a.administrator(ctx)
	if errors.Is(err, errNoAdministrator) {
		_, err = a.CreateUser(ctx, NewUser{Login: FirstLogin, Name: "Administrator", Roles: []string{RoleAdministrator}})
		// Another process may have been faster; its administrator is as good.
		if err == nil || postgres.IsUniqueViolation(err, "app_user_login_key") {
			login, hasPassword, err = a.administrator(ctx)
		}
	}
	if err != nil || hasPassword {
		return "", err
	}
	return a.CreateLink(ctx, login)
}

var errNoAdministrator = errors.New("there is no active administrator; make one with: sluice user set LOGIN --enable --role administrator")

// administrator returns the login of an active administrator, preferably of one
// with a password.
func (a *Accounts) administrator(ctx context.Context) (login string, hasPassword bool, err error) {
	err = a.db.Pool.QueryRow(ctx, `SELECT u.login, u.password_hash IS NOT NULL
		FROM app_user u JOIN user_role ur ON ur.user_id = u.id JOIN role r ON r.id = ur.role_id
		WHERE r.key = 'administrator' AND u.active
		ORDER BY u.password_hash IS NULL, u.id LIMIT 1`).Scan(&login, &hasPassword)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", false, errNoAdministrator
	}
	if err != nil {
		return "", false, fmt.Errorf("looking for an administrator: %w", err)
	}
	return login, hasPassword, nil
}

// redeemLink uses a link up and returns its user's id. Of any number of
// concurrent attempts one succeeds; the others get UNAUTHENTICATED.
func (a *Accounts) redeemLink(ctx context.Context, token string) (userID int64, err error) {
	err = a.db.Pool.QueryRow(ctx, `UPDATE sign_in_link l SET used_at = $2 FROM app_user u
		WHERE l.hash = $1 AND l.used_at IS NULL AND l.expires_at > $2 AND u.id = l.user_id AND u.active
		RETURNING u.id`, hashSecret(token), a.now()).Scan(&userID)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, &model.Error{
			Code: model.CodeUnauthenticated, Field: "input.linkToken",
			Message: "This sign-in link can't be used any more: it works once, for 24 hours, and only until a newer one is made. Make a new one with: sluice sign-in-link",
		}
	}
	if err != nil {
		return 0, fmt.Errorf("using a sign-in link: %w", err)
	}
	return userID, nil
}
