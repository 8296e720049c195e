// From outputs and their memos to a history (fact sheet ledger §2.6: recoverable transaction history).
using MobileCoin.Accounts;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>
/// Reads block by block, token by token: what came and bears no mark of being one's own is received; of what was spent and did not come back,
/// the memos on change tell where it went, and what they do not tell went somewhere.
/// </summary>
internal static class HistoryReading
{
    private static readonly ShortAddressHash Burn = BurnAddress.Address.ShortAddressHash();

    internal static IReadOnlyList<HistoryEntry> Read(IReadOnlyList<OwnedTxOut> outputs, ContactBook contacts)
    {
        var moves = new SortedDictionary<(ulong Block, ulong Token), Moves>();
        foreach (OwnedTxOut output in outputs)
        {
            Of(output.BlockIndex, output.Amount.TokenId).Came.Add(output);
            if (output.SpentAt is { } block) Of(block, output.Amount.TokenId).Went.Add(output);
        }
        List<HistoryEntry> history = [];
        foreach (((ulong block, ulong token), Moves some) in moves) new Reading(block, token, some, contacts, history).Read();
        return history;

        Moves Of(ulong block, ulong token)
        {
            if (!moves.TryGetValue((block, token), out Moves? some)) moves.Add((block, token), some = new Moves());
            return some;
        }
    }

    private sealed class Moves
    {
        internal List<OwnedTxOut> Came { get; } = [];

        internal List<OwnedTxOut> Went { get; } = [];
    }

    /// <summary>What happened in one block with one token.</summary>
    private sealed class Reading(ulong block, ulong token, Moves moves, ContactBook contacts, List<HistoryEntry> history)
    {
        private readonly DateTimeOffset? _time = moves.Came.FirstOrDefault()?.Time ?? moves.Went.FirstOrDefault()?.SpentTime;
        private UInt128 _explained;

        internal void Read()
        {
            UInt128 went = 0, back = 0;
            // A gift that is taken was an expense when it was funded.
            foreach (OwnedTxOut output in moves.Went.Where(o => o.SubaddressIndex != SubaddressIndex.GiftCode)) went += output.Amount.Value;
            foreach (OwnedTxOut output in moves.Came)
            {
                if (ReadMemo(output)) back += output.Amount.Value;
                else AddReceived(output);
            }
            if (went > back + _explained)
            {
                UInt128 rest = went - back - _explained;
                history.Add(Entry(HistoryKind.Sent, rest > ulong.MaxValue ? ulong.MaxValue : (ulong)rest));
            }
        }

        // Whether the output is of one's own making: what it says of where the rest went is added.
        private bool ReadMemo(OwnedTxOut output)
        {
            if (moves.Went.Count == 0 && output.SubaddressIndex != SubaddressIndex.GiftCode) return false;
            switch (output.Memo)
            {
                case DestinationMemoBase memo when output.SubaddressIndex == SubaddressIndex.Change:
                    AddSent(memo);
                    return true;
                case DefragmentationMemo memo:
                    // Of several outputs of one defragmentation, one tells the fee.
                    _explained += memo.Fee;
                    if (output.Amount.Value > 0) history.Add(Entry(HistoryKind.Defragmented, output.Amount.Value) with { Fee = memo.Fee, Output = output });
                    return true;
                case GiftCodeFundingMemo memo when output.SubaddressIndex == SubaddressIndex.Change:
                    OwnedTxOut? gift = moves.Came.Find(o => o.SubaddressIndex == SubaddressIndex.GiftCode && memo.PublicKeyMatches(o.PublicKey));
                    _explained += memo.Fee;
                    history.Add(Entry(HistoryKind.GiftCodeFunded, gift?.Amount.Value ?? 0) with { Fee = memo.Fee, Note = memo.FundingNote });
                    return true;
                case GiftCodeCancellationMemo memo when output.SubaddressIndex == SubaddressIndex.Change:
                    _explained += memo.Fee;
                    history.Add(Entry(HistoryKind.GiftCodeCancelled, output.Amount.Value) with { Fee = memo.Fee, Output = output });
                    return true;
                // What a code held goes to the change subaddress, and is nobody's change.
                case GiftCodeSenderMemo: return false;
                default:
                    return output.SubaddressIndex is SubaddressIndex.Change or SubaddressIndex.GiftCode;
            }
        }

        private void AddSent(DestinationMemoBase memo)
        {
            ulong fee = Math.Min(memo.Fee, memo.TotalOutlay);
            _explained += memo.TotalOutlay;
            history.Add(Entry(memo.AddressHash == Burn ? HistoryKind.Burned : HistoryKind.Sent, memo.TotalOutlay - fee) with
            {
                Fee = fee,
                CounterpartyHash = memo.AddressHash,
                Contact = contacts.Find(memo.AddressHash),
                Recipients = memo.NumRecipients,
                PaymentRequestId = (memo as DestinationWithPaymentRequestIdMemo)?.PaymentRequestId,
                PaymentIntentId = (memo as DestinationWithPaymentIntentIdMemo)?.PaymentIntentId,
            });
        }

        private void AddReceived(OwnedTxOut output)
        {
            HistoryEntry entry = Entry(HistoryKind.Received, output.Amount.Value) with { Output = output };
            history.Add(output.Memo switch
            {
                AuthenticatedMemo memo => entry with
                {
                    CounterpartyHash = memo.SenderAddressHash,
                    Contact = output.Sender,
                    PaymentRequestId = (memo as AuthenticatedSenderWithPaymentRequestIdMemo)?.PaymentRequestId,
                    PaymentIntentId = (memo as AuthenticatedSenderWithPaymentIntentIdMemo)?.PaymentIntentId,
                },
                GiftCodeSenderMemo memo => entry with { Kind = HistoryKind.GiftCodeReceived, Fee = memo.Fee, Note = memo.SenderNote },
                _ => entry,
            });
        }

        private HistoryEntry Entry(HistoryKind kind, ulong value) => new() { Kind = kind, BlockIndex = block, Time = _time, TokenId = token, Value = value };
    }
}
