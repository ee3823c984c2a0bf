-- Who is asking and what they may do.

CREATE TABLE app_user (
    id            bigint GENERATED ALWAYS AS IDENTITY,
    login         text        NOT NULL,
    name          text        NOT NULL,
    password_hash text,
    active        boolean     NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    version       integer     NOT NULL DEFAULT 1,
    CONSTRAINT app_user_pkey PRIMARY KEY (id),
    CONSTRAINT app_user_login_key UNIQUE (login),
    CONSTRAINT app_user_login_check CHECK (login = lower(btrim(login)) AND length(login) BETWEEN 1 AND 100),
    CONSTRAINT app_user_name_check CHECK (length(name) BETWEEN 1 AND 200)
);
COMMENT ON COLUMN app_user.password_hash IS 'argon2id in PHC string format; null: no sign-in by password';

-- special: administrator (may do everything), authenticated (every signed-in
-- user has it), guest (what anyone may do who is not signed in).
CREATE TABLE role (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    key        text        NOT NULL,
    title      text        NOT NULL,
    special    boolean     NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    version    integer     NOT NULL DEFAULT 1,
    CONSTRAINT role_pkey PRIMARY KEY (id),
    CONSTRAINT role_key_key UNIQUE (key),
    CONSTRAINT role_key_check CHECK (key ~ '^[a-z][a-z0-9_-]{0,62}$')
);

CREATE TABLE role_permission (
    role_id    bigint NOT NULL,
    permission text   NOT NULL,
    CONSTRAINT role_permission_pkey PRIMARY KEY (role_id, permission),
    CONSTRAINT role_permission_role_id_fkey FOREIGN KEY (role_id) REFERENCES role ON DELETE CASCADE,
    CONSTRAINT role_permission_permission_check CHECK (permission ~ '^[a-z][a-z0-9_]*(\.[a-z0-9_*]+)*$')
);

CREATE TABLE user_role (
    user_id bigint NOT NULL,
    role_id bigint NOT NULL,
    CONSTRAINT user_role_pkey PRIMARY KEY (user_id, role_id),
    CONSTRAINT user_role_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user ON DELETE CASCADE,
    CONSTRAINT user_role_role_id_fkey FOREIGN KEY (role_id) REFERENCES role ON DELETE CASCADE
);
CREATE INDEX user_role_role_id_idx ON user_role (role_id);

-- The layout is the one that the session store (scs) asks for.
CREATE TABLE sessions (
    token  text        NOT NULL,
    data   bytea       NOT NULL,
    expiry timestamptz NOT NULL,
    CONSTRAINT sessions_pkey PRIMARY KEY (token)
);
CREATE INDEX sessions_expiry_idx ON sessions (expiry);

-- Tokens and sign-in links are kept as SHA-256 hashes only.
CREATE TABLE api_token (
    id           bigint GENERATED ALWAYS AS IDENTITY,
    user_id      bigint      NOT NULL,
    name         text        NOT NULL,
    hash         bytea       NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz,
    last_used_at timestamptz,
    CONSTRAINT api_token_pkey PRIMARY KEY (id),
    CONSTRAINT api_token_hash_key UNIQUE (hash),
    CONSTRAINT api_token_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user ON DELETE CASCADE,
    CONSTRAINT api_token_name_check CHECK (length(name) BETWEEN 1 AND 100)
);
CREATE INDEX api_token_user_id_idx ON api_token (user_id);

CREATE TABLE sign_in_link (
    hash       bytea       NOT NULL,
    user_id    bigint      NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    CONSTRAINT sign_in_link_pkey PRIMARY KEY (hash),
    CONSTRAINT sign_in_link_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user ON DELETE CASCADE
);
CREATE INDEX sign_in_link_user_id_idx ON sign_in_link (user_id);

INSERT INTO role (key, title, special) VALUES
    ('administrator', 'Administrator', true),
    ('authenticated', 'Authenticated', true),
    ('guest', 'Guest', true);

INSERT INTO role_permission (role_id, permission)
SELECT id, 'admin' FROM role WHERE key = 'administrator';
