// How long the ledger is, as Fog ledger tells (fact sheet fog §7.7 "Sending": an empty query for key images).
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>The end of the ledger.</summary>
/// <param name="BlockCount">Blocks.</param>
/// <param name="TxOutCount">Outputs.</param>
/// <param name="BlockVersion">The version of the last block.</param>
internal readonly record struct LedgerTip(ulong BlockCount, ulong TxOutCount, uint BlockVersion)
{
    internal static async Task<LedgerTip> GetAsync(IFogTransport transport, CancellationToken cancellationToken)
    {
        CheckKeyImagesResponse answer = await transport.CheckKeyImagesAsync(new CheckKeyImagesRequest([]), cancellationToken).ConfigureAwait(false);
        if (answer.NumBlocks == 0 || answer.GlobalTxoCount == 0)
        {
            throw new MobileCoinException(ClientError.InconsistentAnswer, "Fog ledger says that the ledger is empty");
        }
        return new LedgerTip(answer.NumBlocks, answer.GlobalTxoCount, answer.LatestBlockVersion);
    }
}
