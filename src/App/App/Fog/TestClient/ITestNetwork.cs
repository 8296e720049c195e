using MobileCoin.App.Wallet;
using MobileCoin.Attestation;
using MobileCoin.Client;
using MobileCoin.Connections;
using MobileCoin.Transactions;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App.Fog.TestClient;

/// <summary>The network that is tested; tests have their own.</summary>
internal interface ITestNetwork : IDisposable
{
    MobileCoinClient MakeClient(Account account, ClientOptions options);

    /// <summary>Proposes a transaction as it is, without any care.</summary>
    /// <returns>Whether it was taken.</returns>
    Task<bool> ProposeAsync(Tx transaction, CancellationToken cancellationToken);
}

/// <summary>The real one.</summary>
internal sealed class TestNetwork : ITestNetwork
{
    private readonly MobileCoinNetwork _network;
    private readonly ConsensusConnection _node;

    internal TestNetwork(MobileCoinNetwork network, ConsensusClientUri node, TimeProvider time)
    {
        _network = network;
        VerificationPolicy policy = NetworkFlags.Policy(network.Trust.Consensus, network.Trust.AllowSimulated);
        _node = new ConsensusConnection(node, policy, new ConnectionOptions { ChainId = network.ChainId, TimeProvider = time });
    }

    public MobileCoinClient MakeClient(Account account, ClientOptions options) => new(account, _network, options);

    public async Task<bool> ProposeAsync(Tx transaction, CancellationToken cancellationToken) =>
        (await _node.ProposeTxAsync(transaction, cancellationToken).ConfigureAwait(false)).Result == ProposeTxResult.Ok;

    public void Dispose() => _node.Dispose();
}
