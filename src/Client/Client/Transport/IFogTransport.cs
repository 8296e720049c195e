// What a wallet asks of a network, whatever carries it (fact sheets fog §5.3, §6.3 to §6.7, §4.4; consensus §4.10).
using MobileCoin.Attestation;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>
/// Brings questions to Fog and consensus, and the answers back, out of whatever they were encrypted in. For any number of threads. What goes
/// wrong is a <see cref="MobileCoinException"/>; what is cancelled an <see cref="OperationCanceledException"/>.
/// </summary>
public interface IFogTransport : IAsyncDisposable
{
    /// <summary>Asks Fog view for events and records.</summary>
    /// <param name="aad">From where on events are wanted; the service reads it.</param>
    /// <param name="query">The search keys; only the enclave reads them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<QueryResponse> QueryViewAsync(QueryRequestAAD aad, QueryRequest query, CancellationToken cancellationToken = default);

    /// <summary>Asks Fog ledger which key images were spent.</summary>
    Task<CheckKeyImagesResponse> CheckKeyImagesAsync(CheckKeyImagesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Asks Fog ledger for outputs with their proofs, 2000 at most.</summary>
    Task<GetOutputsResponse> GetOutputsAsync(GetOutputsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Asks Fog ledger for whole blocks; those that it does not have are left out.</summary>
    Task<IReadOnlyList<FogBlock>> GetBlocksAsync(IReadOnlyList<BlockRange> ranges, CancellationToken cancellationToken = default);

    /// <summary>Asks Fog ledger where outputs are, by their public keys: for their sender alone, since the service reads them.</summary>
    Task<TxOutLookup> FindTxOutsAsync(IReadOnlyList<CompressedRistretto> publicKeys, CancellationToken cancellationToken = default);

    /// <summary>Asks a report server.</summary>
    /// <param name="fogUrl">The url as an address names it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ReportResponse> GetReportsAsync(string fogUrl, CancellationToken cancellationToken = default);

    /// <summary>Asks a consensus node for the network's fees and version.</summary>
    Task<NetworkStatus> GetNetworkStatusAsync(CancellationToken cancellationToken = default);

    /// <summary>Proposes a transaction to a consensus node.</summary>
    /// <returns>Whether it was taken, and if not, why.</returns>
    Task<TxProposal> ProposeAsync(Tx transaction, CancellationToken cancellationToken = default);
}
