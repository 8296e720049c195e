using MobileCoin.Accounts;
using MobileCoin.Transactions;
using MobileCoin.Wire.ConsensusCommon;

namespace MobileCoin.Funder;

/// <summary>The network as the funder needs it; tests have their own.</summary>
internal interface IValidators : IDisposable
{
    /// <exception cref="FunderException"><see cref="FunderError.NoValidator"/>.</exception>
    Task<LastBlockInfoResponse> GetLastBlockInfoAsync(CancellationToken cancellationToken);

    /// <exception cref="FunderException"><see cref="FunderError.NoValidator"/>.</exception>
    Task<ProposeTxResponse> ProposeAsync(Tx transaction, CancellationToken cancellationToken);

    /// <summary>The ingress keys of recipients' fogs.</summary>
    /// <exception cref="FunderException"><see cref="FunderError.FogReport"/>.</exception>
    Task<IFogResolver> GetFogAsync(IEnumerable<PublicAddress> recipients, CancellationToken cancellationToken);
}
