package auth

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Role is a named set of permissions that users can have.
type Role struct {
	Key         string   `json:"key"`
	Title       string   `json:"title"`
	Special     bool     `json:"special"` // one that Sluice gives by itself or relies on
	Permissions []string `json:"permissions"`
}

// Roles lists all roles, the special ones first. It requires Admin.
func (a *Accounts) Roles(ctx context.Context) ([]Role, error) {
	if err := Require(ctx, Admin); err != nil {
		return nil, err
	}
	rows, _ := a.db.Pool.Query(ctx, `SELECT key, title, special,
		ARRAY(SELECT permission FROM role_permission WHERE role_id = role.id ORDER BY permission)
		FROM role ORDER BY special DESC, key`)
	roles, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Role])
	if err != nil {
		return nil, fmt.Errorf("listing roles: %w", err)
	}
	return roles, nil
}

// Grant adds permissions to a role, which is created if there is none with that
// key. It requires Admin.
func (a *Accounts) Grant(ctx context.Context, role string, permissions ...string) error {
	if err := Require(ctx, Admin); err != nil {
		return err
	}
	for _, p := range permissions {
		if err := checkPermission(p); err != nil {
			return err
		}
	}
	_, err := a.db.Pool.Exec(ctx, `WITH r AS (
			INSERT INTO role (key, title) VALUES ($1, initcap($1))
			ON CONFLICT (key) DO UPDATE SET updated_at = now(), version = role.version + 1
			RETURNING id)
		INSERT INTO role_permission (role_id, permission)
		SELECT DISTINCT r.id, p FROM r, unnest($2::text[]) p
		ON CONFLICT DO NOTHING`, role, permissions)
	if err != nil {
		return fmt.Errorf("granting permissions: %w", postgres.Error(err))
	}
	return nil
}

// Revoke takes permissions away from a role. It requires Admin. CONFLICT
// protects what makes an administrator.
func (a *Accounts) Revoke(ctx context.Context, role string, permissions ...string) error {
	if err := Require(ctx, Admin); err != nil {
		return err
	}
	if role == RoleAdministrator && slices.Contains(permissions, Admin) {
		return model.Conflict("The role administrator keeps the permission admin: without it nobody could grant anything.")
	}
	tag, err := a.db.Pool.Exec(ctx, `WITH gone AS (
			DELETE FROM role_permission p USING role r
			WHERE r.id = p.role_id AND r.key = $1 AND p.permission = ANY($2))
		UPDATE role SET updated_at = now(), version = version + 1 WHERE key = $1`, role, permissions)
	if err != nil {
		return fmt.Errorf("revoking permissions: %w", err)
	}
	if tag.RowsAffected() == 0 {
		return model.NotFound("role")
	}
	return nil
}

// setRoles gives the user exactly the roles with these keys, inside a
// transaction.
func setRoles(ctx context.Context, tx pgx.Tx, userID int64, keys []string) error {
	keys = slices.Compact(slices.Sorted(slices.Values(keys)))
	if slices.Contains(keys, RoleAuthenticated) || slices.Contains(keys, RoleGuest) {
		return model.Invalid("role", "The roles authenticated and guest can't be given: everybody they are for has them anyway.")
	}
	_, err := tx.Exec(ctx, `DELETE FROM user_role WHERE user_id = $1
		AND role_id NOT IN (SELECT id FROM role WHERE key = ANY($2))`, userID, keys)
	if err != nil {
		return fmt.Errorf("taking roles: %w", err)
	}
	var known int
	err = tx.QueryRow(ctx, `WITH r AS (SELECT id FROM role WHERE key = ANY($2)),
		given AS (INSERT INTO user_role (user_id, role_id) SELECT $1, id FROM r ON CONFLICT DO NOTHING)
		SELECT count(*) FROM r`, userID, keys).Scan(&known)
	if err != nil {
		return fmt.Errorf("giving roles: %w", err)
	}
	if known < len(keys) {
		return model.Invalid("role", "There is no such role. See: sluice role list")
	}
	return nil
}
