// What payments need of what is known: outputs that can be spent, each by one payment at a time.
using Microsoft.Extensions.Logging;
using MobileCoin.Accounts;

namespace MobileCoin.Client;

public sealed partial class MobileCoinClient
{
    /// <summary>What carries questions.</summary>
    internal IFogTransport Transport { get; }

    /// <summary>How the client goes about its work.</summary>
    internal ClientOptions Options { get; }

    /// <summary>Where the client logs to.</summary>
    internal ILogger Log { get; }

    /// <summary>Waits until no other call changes what is known. Disposing of the result lets the next one in.</summary>
    internal async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!_disposed) return new Turn(_one);
        _one.Release();
        throw new ObjectDisposedException(nameof(MobileCoinClient));
    }

    /// <summary>
    /// The outputs of a token that are known not to be spent, and that no payment on its way spends; by their place in the ledger. Those that
    /// fund gift codes are left out.
    /// </summary>
    internal IReadOnlyList<OwnedTxOut> Spendable(ulong tokenId)
    {
        AccountSnapshot snapshot = _snapshot;
        lock (_state.Lock)
        {
            return
            [
                .. snapshot.Outputs.Where(o => o.SpentAt is null && o.Amount.TokenId == tokenId && o.BlockIndex < snapshot.BlockCount
                    && o.KeyImage is not null && o.SubaddressIndex != SubaddressIndex.GiftCode && !_state.IsReserved(o.GlobalIndex, snapshot.BlockCount)),
            ];
        }
    }

    /// <summary>
    /// Keeps outputs from other payments until they are spent, or until the tombstone block is over without that. It is part of the saved
    /// state. The caller has entered.
    /// </summary>
    internal void Reserve(IEnumerable<ulong> globalIndices, ulong tombstoneBlock)
    {
        lock (_state.Lock)
        {
            foreach (ulong index in globalIndices) _state.Reserve(index, tombstoneBlock);
        }
    }

    /// <summary>Gives outputs back whose payment was refused. The caller has entered.</summary>
    internal void Release(IEnumerable<ulong> globalIndices)
    {
        lock (_state.Lock)
        {
            foreach (ulong index in globalIndices) _state.Release(index);
        }
    }

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        private int _over;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _over, 1) == 0) one.Release();
        }
    }
}
