package auth

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/model"
)

// The special roles. Everybody has the role Guest, every signed-in user has
// Authenticated as well.
const (
	RoleAdministrator = "administrator"
	RoleAuthenticated = "authenticated"
	RoleGuest         = "guest"
)

// viewerColumns are what makes a viewer of the user u: one round trip on each
// request. The stamp changes with the password, which ends older sessions.
const viewerColumns = `u.id, u.login, u.name,
	ARRAY(SELECT DISTINCT p.permission FROM role_permission p WHERE p.role_id IN (
		SELECT role_id FROM user_role WHERE user_id = u.id
		UNION ALL SELECT id FROM role WHERE key IN ('authenticated', 'guest'))),
	encode(substr(sha256(convert_to(coalesce(u.password_hash, ''), 'UTF8')), 1, 8), 'hex')`

const viewerByUser = `SELECT ` + viewerColumns + ` FROM app_user u WHERE u.id = $1 AND u.active`

const viewerByToken = `SELECT ` + viewerColumns + `, t.id, coalesce(t.last_used_at < $2::timestamptz - interval '1 minute', true)
	FROM api_token t JOIN app_user u ON u.id = t.user_id
	WHERE t.hash = $1 AND u.active AND (t.expires_at IS NULL OR t.expires_at > $2)`

const guestPermissions = `SELECT ARRAY(SELECT p.permission FROM role_permission p JOIN role r ON r.id = p.role_id WHERE r.key = 'guest')`

var errBadToken = &model.Error{
	Code:    model.CodeUnauthenticated,
	Message: "This API token is not valid: it is mistyped, expired or revoked. Make a new one with: sluice token create",
}

// ViewerByToken returns the viewer that an API token stands for, and notes that
// the token was used. It returns UNAUTHENTICATED for a token that is unknown,
// expired, or of a user who is not active.
func (a *Accounts) ViewerByToken(ctx context.Context, token string) (*Viewer, error) {
	if !strings.HasPrefix(token, tokenPrefix) {
		return nil, errBadToken
	}
	var v Viewer
	var stamp string
	var id int64
	var stale bool
	err := a.db.Pool.QueryRow(ctx, viewerByToken, hashSecret(token), a.now()).
		Scan(&v.UserID, &v.Login, &v.Name, &v.permissions, &stamp, &id, &stale)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, errBadToken
	}
	if err != nil {
		return nil, fmt.Errorf("looking up an API token: %w", err)
	}
	if stale {
		a.usage.note(id)
	}
	return &v, nil
}

// Guest returns the viewer for requests that name nobody.
func (a *Accounts) Guest(ctx context.Context) (*Viewer, error) {
	v := *guest
	if err := a.db.Pool.QueryRow(ctx, guestPermissions).Scan(&v.permissions); err != nil {
		return nil, fmt.Errorf("loading what guests may do: %w", err)
	}
	return &v, nil
}

// viewer returns the viewer for an active user and the stamp of the user's
// password; a nil viewer if there is no such user.
func (a *Accounts) viewer(ctx context.Context, userID int64) (v *Viewer, stamp string, err error) {
	v = &Viewer{}
	err = a.db.Pool.QueryRow(ctx, viewerByUser, userID).Scan(&v.UserID, &v.Login, &v.Name, &v.permissions, &stamp)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", fmt.Errorf("loading the viewer: %w", err)
	}
	return v, stamp, nil
}
