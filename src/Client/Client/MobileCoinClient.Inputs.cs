// What payments need of what is known: outputs that can be spent, each by one payment at a time.
using Microsoft.Extensions.Logging;

namespace MobileCoin.Client;

public sealed partial class MobileCoinClient
{
    /// <summary>What carries questions.</summary>
    internal IFogTransport Transport => throw new NotImplementedException();

    /// <summary>How the client goes about its work.</summary>
    internal ClientOptions Options => throw new NotImplementedException();

    /// <summary>Where the client logs to.</summary>
    internal ILogger Log => throw new NotImplementedException();

    /// <summary>Waits until no other call changes what is known. Disposing of the result lets the next one in.</summary>
    internal ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The outputs of a token that are known not to be spent, and that no payment on its way spends; by their place in the ledger.</summary>
    internal IReadOnlyList<OwnedTxOut> Spendable(ulong tokenId) => throw new NotImplementedException();

    /// <summary>
    /// Keeps outputs from other payments until they are spent, or until the tombstone block is over without that. It is part of the saved
    /// state. The caller has entered.
    /// </summary>
    internal void Reserve(IEnumerable<ulong> globalIndices, ulong tombstoneBlock) => throw new NotImplementedException();

    /// <summary>Gives outputs back whose payment was refused. The caller has entered.</summary>
    internal void Release(IEnumerable<ulong> globalIndices) => throw new NotImplementedException();
}
