using Beacon.Exchange.Ouch;

namespace Beacon.Exchange.Matching;

/// <content>The requests about an account as a whole: mass cancel, disable and enable order entry, query.</content>
public sealed partial class MatchingEngine
{
    private bool HandleRequest(Account account, ReadOnlySpan<byte> message)
    {
        switch (message.IsEmpty ? '\0' : (char)message[0])
        {
            case MassCancelOrder.Type
                when MassCancelOrder.TryRead(message, out var cancel) && AreWhole(message, MassCancelOrder.AppendageLengthOffset):
                MassCancel(account, cancel, message);
                return true;
            case OrderEntrySwitch.DisableType
            or OrderEntrySwitch.EnableType
                when OrderEntrySwitch.TryRead(message, out var request) && AreWhole(message, OrderEntrySwitch.AppendageLengthOffset):
                SwitchOrderEntry(account, request, message);
                return true;
            case AccountQuery.Type when AreWhole(message, AccountQuery.Size):
                var index = OrderOptions.Read(message, AccountQuery.Size).UserRefIndex;
                _answers.AnswerQuery(new OrderKey(account.Number, index, account.LastUserRef(index) + 1));
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// Orders of the firm (an order that names none is of the account's own firm, which any name may mean), of the symbol, of the side
    /// and of the group that are named.
    /// </summary>
    private void MassCancel(Account account, MassCancelOrder request, ReadOnlySpan<byte> message)
    {
        var options = OrderOptions.Read(message, MassCancelOrder.AppendageLengthOffset);
        if (!IsNew(account, options.UserRefIndex, request.UserRef))
            return;
        account.Use(options.UserRefIndex, request.UserRef);
        _answers.MassCancel(account.Number, request, ElementsOf(message, MassCancelOrder.Size));
        foreach (var order in _live.Of(account.Number).Where(order => IsMeant(order, request, options)))
            _market.Cancel(order, order.Resting!.Shares, CancelReason.User);
    }

    private static bool IsMeant(LiveOrder order, MassCancelOrder request, OrderOptions options) =>
        (request.Symbol.IsBlank || request.Symbol == order.Terms.Symbol)
        && (request.Firm == Mpid.Blank || order.Options.Firm is null || order.Options.Firm == request.Firm)
        && (options.Side is null || options.Side == order.Terms.Side)
        && (options.Group == 0 || options.Group == order.Options.Group);

    private void SwitchOrderEntry(Account account, OrderEntrySwitch request, ReadOnlySpan<byte> message)
    {
        var options = OrderOptions.Read(message, OrderEntrySwitch.AppendageLengthOffset);
        if (!IsNew(account, options.UserRefIndex, request.UserRef))
            return;
        account.Use(options.UserRefIndex, request.UserRef);
        if (request.IsEnabled)
            account.Enable(request.Firm);
        else
            account.Disable(request.Firm);
        _answers.SwitchOrderEntry(account.Number, request, ElementsOf(message, OrderEntrySwitch.Size));
    }

    private static ReadOnlySpan<byte> ElementsOf(ReadOnlySpan<byte> message, int size) => message.Length > size ? message[size..] : [];
}
