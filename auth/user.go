package auth

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

var loginForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._@+-]{0,99}$`)

// normalLogin is how logins are stored and compared.
func normalLogin(login string) string {
	return strings.ToLower(strings.TrimSpace(login))
}

// NewUser describes a user to create.
type NewUser struct {
	Login    string // stored in lower case
	Name     string // default: the login
	Password string // empty: none, the user signs in by link
	Roles    []string
}

// CreateUser creates an active user. It requires Admin.
func (a *Accounts) CreateUser(ctx context.Context, user NewUser) (id int64, err error) {
	if err := Require(ctx, Admin); err != nil {
		return 0, err
	}
	user.Login = normalLogin(user.Login)
	if !loginForm.MatchString(user.Login) {
		return 0, model.Invalid("login", "A login starts with a letter or digit, goes on with letters, digits and . _ @ + -, and has at most 100 characters.")
	}
	if user.Name = strings.TrimSpace(user.Name); user.Name == "" {
		user.Name = user.Login
	}
	var hash *string
	if user.Password != "" {
		if hash, err = a.newHash(ctx, user.Password, user.Login); err != nil {
			return 0, err
		}
	}
	err = pgx.BeginFunc(ctx, a.db.Pool, func(tx pgx.Tx) error {
		err := tx.QueryRow(ctx, "INSERT INTO app_user (login, name, password_hash) VALUES ($1, $2, $3) RETURNING id",
			user.Login, user.Name, hash).Scan(&id)
		if err != nil {
			return postgres.Error(err)
		}
		return setRoles(ctx, tx, id, user.Roles)
	})
	if err != nil {
		return 0, fmt.Errorf("creating a user: %w", err)
	}
	return id, nil
}

// SetPassword replaces a user's password and so ends the user's sessions. It
// requires Admin.
func (a *Accounts) SetPassword(ctx context.Context, login, password string) error {
	if err := Require(ctx, Admin); err != nil {
		return err
	}
	login = normalLogin(login)
	hash, err := a.newHash(ctx, password, login)
	if err != nil {
		return err
	}
	return a.changeUser(ctx, login, "password_hash = $2", hash)
}

// SetActive lets a user in, or keeps the user out at once, whatever sessions
// and API tokens there are. It requires Admin.
func (a *Accounts) SetActive(ctx context.Context, login string, active bool) error {
	if err := Require(ctx, Admin); err != nil {
		return err
	}
	return a.changeUser(ctx, normalLogin(login), "active = $2", active)
}

// SetUserRoles gives a user exactly these roles. It requires Admin.
func (a *Accounts) SetUserRoles(ctx context.Context, login string, roles []string) error {
	if err := Require(ctx, Admin); err != nil {
		return err
	}
	err := pgx.BeginFunc(ctx, a.db.Pool, func(tx pgx.Tx) error {
		var id int64
		err := tx.QueryRow(ctx, "SELECT id FROM app_user WHERE login = $1 FOR UPDATE", normalLogin(login)).Scan(&id)
		if err != nil {
			return orNoUser(err)
		}
		return setRoles(ctx, tx, id, roles)
	})
	if err != nil {
		return fmt.Errorf("setting a user's roles: %w", err)
	}
	return nil
}

func (a *Accounts) newHash(ctx context.Context, password, login string) (*string, error) {
	if err := checkPassword(password, login); err != nil {
		return nil, err
	}
	hash, err := a.hasher.hash(ctx, password)
	return &hash, err
}

// changeUser sets one column of a user; assignment is SQL of ours.
func (a *Accounts) changeUser(ctx context.Context, login, assignment string, value any) error {
	tag, err := a.db.Pool.Exec(ctx, "UPDATE app_user SET "+assignment+
		", updated_at = now(), version = version + 1 WHERE login = $1", login, value)
	if err != nil {
		return fmt.Errorf("changing a user: %w", postgres.Error(err))
	}
	if tag.RowsAffected() == 0 {
		return model.NotFound("user")
	}
	return nil
}

// orNoUser turns pgx.ErrNoRows into NOT_FOUND.
func orNoUser(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return model.NotFound("user")
	}
	return err
}
