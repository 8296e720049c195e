// What a view-only account asks of the signer that has its spend key (fact sheet ledger §4.6).
using MobileCoin.Transactions.OfflineSigning;

namespace MobileCoin.Client;

public sealed partial class MobileCoinClient
{
    /// <summary>The outputs whose key images are not known, for the offline signer.</summary>
    public TxoSyncReq GetUnsyncedTxOuts() => throw new NotImplementedException();

    /// <summary>Takes the offline signer's key images. The next update asks which of them are spent.</summary>
    /// <returns>How many outputs got their key image.</returns>
    /// <exception cref="MobileCoinException"><see cref="ClientError.StateOfOtherAccount"/>: the answer is to another account's question.</exception>
    public Task<int> AddKeyImagesAsync(TxoSyncResp answer, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
