// What a view-only account asks of the signer that has its spend key (fact sheet ledger §4.6).
using MobileCoin.Curve25519;
using MobileCoin.Transactions.OfflineSigning;

namespace MobileCoin.Client;

public sealed partial class MobileCoinClient
{
    /// <summary>The outputs whose key images are not known, for the offline signer.</summary>
    public TxoSyncReq GetUnsyncedTxOuts() => new(
        new CompressedRistretto(SavedState.Fingerprint(Account)),
        [.. Snapshot.Outputs.Where(o => o.KeyImage is null).Select(o => new TxoUnsynced(o.SubaddressIndex, o.PublicKey))]);

    /// <summary>Takes the offline signer's key images. The next update asks which of them are spent.</summary>
    /// <returns>How many outputs got their key image.</returns>
    /// <exception cref="MobileCoinException">
    /// <see cref="ClientError.StateOfOtherAccount"/>: the answer is to another account's question. <see cref="ClientError.InconsistentAnswer"/>: it
    /// gives an output another key image than before.
    /// </exception>
    public async Task<int> AddKeyImagesAsync(TxoSyncResp answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.AccountId != new CompressedRistretto(SavedState.Fingerprint(Account)))
        {
            throw new MobileCoinException(ClientError.StateOfOtherAccount, "the offline signer's answer is to another account's question");
        }
        using IDisposable turn = await EnterAsync(cancellationToken).ConfigureAwait(false);
        int added = 0;
        lock (_state.Lock)
        {
            var known = _state.Outputs().ToLookup(o => o.Output.PublicKey);
            (TrackedTxOut TxOut, Transactions.KeyImage KeyImage)[] synced = [.. answer.Txos.SelectMany(t => known[t.TxOutPublicKey].Select(o => (o, t.KeyImage)))];
            if (Array.Find(synced, s => s.TxOut.Output.KeyImage is { } before && before != s.KeyImage).TxOut is { } changed)
            {
                throw new MobileCoinException(ClientError.InconsistentAnswer, $"the offline signer: {changed.Output} has another key image than before");
            }
            foreach ((TrackedTxOut tracked, Transactions.KeyImage image) in synced)
            {
                if (tracked.Output.KeyImage is not null) continue;
                tracked.Output = tracked.Output.WithKeyImage(image);
                added++;
            }
        }
        Publish();
        return added;
    }
}
