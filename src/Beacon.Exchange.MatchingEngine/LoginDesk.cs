using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.MatchingEngine;

/// <summary>What became of a login.</summary>
/// <param name="Session">The session's name.</param>
/// <param name="Sequence">The number of the first message that will be sent.</param>
/// <param name="Place">Where that message is.</param>
/// <param name="Rejection">Why the login was rejected, if it was.</param>
/// <param name="Reason">The same for a person.</param>
internal readonly record struct LoginOutcome(
    string Session,
    ulong Sequence,
    SequencedLog.Cursor Place,
    LoginRejectReason Rejection = default,
    string Reason = ""
);

/// <summary>
/// Knows the users, and checks logins (SoupBinTCP 3.00, Login Request), for which capitals and small letters are the same. Without a list
/// of users, the first login of a user sets its password for the day.
/// </summary>
/// <param name="options">The session, the users.</param>
internal sealed class LoginDesk(EngineOptions options)
{
    /// <summary>Each may fill what is kept of its messages, so there are not more of users that nobody has named.</summary>
    private const int MaximumAccounts = 64;

    private readonly Dictionary<string, ClientAccount> _accounts = new(LoginRequest.CredentialComparer);

    public IEnumerable<ClientAccount> Accounts => _accounts.Values;

    /// <summary>The account of that number.</summary>
    public ClientAccount this[int number] => _byNumber[number - 1];

    private readonly List<ClientAccount> _byNumber = [];

    /// <summary>The account that may be logged in to; null: the login is rejected.</summary>
    /// <param name="request">The login.</param>
    /// <param name="open">Called for an account that is new.</param>
    /// <param name="outcome">What became of it.</param>
    public ClientAccount? LogIn(LoginRequest request, Action<ClientAccount> open, out LoginOutcome outcome)
    {
        outcome = Reject(LoginRejectReason.NotAuthorized, $"user \"{request.User}\" and its password are not accepted");
        if (PasswordOf(request) is not { } password || !LoginRequest.CredentialComparer.Equals(password, request.Password))
            return null;
        outcome = Reject(LoginRejectReason.SessionNotAvailable, $"it asked for session \"{request.Session}\", which is not available");
        if (request.Session.Length > 0 && request.Session != options.Session)
            return null;

        if (!_accounts.TryGetValue(request.User, out var account))
        {
            account = new ClientAccount(_byNumber.Count + 1, password, options.ReplayBytes);
            _accounts.Add(request.User, account);
            _byNumber.Add(account);
            open(account);
        }

        var next = account.Log.Next;
        var sequence = request.Sequence == 0 ? next : Math.Min(request.Sequence, next);
        outcome = Reject(LoginRejectReason.SessionNotAvailable, $"it asked for message {sequence}, which is no longer kept");
        if (account.Log.Find(sequence) is not { } place)
            return null;
        outcome = new LoginOutcome(options.Session, sequence, place);
        return account;
    }

    private string? PasswordOf(LoginRequest request)
    {
        if (_accounts.TryGetValue(request.User, out var known))
            return known.Password;
        if (options.Users is { } users)
            return users.GetValueOrDefault(request.User);
        return _accounts.Count < MaximumAccounts ? request.Password : null;
    }

    private LoginOutcome Reject(LoginRejectReason rejection, string reason) => new(options.Session, 0, default, rejection, reason);
}
