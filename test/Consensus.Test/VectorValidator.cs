// A validator's client port with an enclave of its own, over any ledger; its worker makes no blocks unless a test runs it.
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.Blockchain;
using MobileCoin.ConsensusEnclave.Test;
using MobileCoin.Crypto;
using MobileCoin.Grpc;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.ConsensusClient;

namespace MobileCoin.Consensus.Test;

internal sealed class VectorValidator : IAsyncDisposable
{
    private static readonly Ed25519Private Signer = Ed25519Private.Parse(Samples.Filled(1, 32));

    private readonly TestNode _test;
    private readonly MetricRegistry _metrics = new();
    private GrpcServer? _server;

    private VectorValidator(BlockVersion version, FeeMap fees, ILedger ledger, ValidatorLimits limits)
    {
        _test = new TestNode(new BlockchainConfig(fees, GovernorsMap.Empty, null, version));
        (Fees, Ledger) = (fees, ledger);
        var identity = new NodeIdentity(TestNode.PeerId, new ResponderId(TestNode.ClientId), Signer, QuorumSet.Empty);
        Node = new ValidatorNode(_test.Enclave, ledger, _test.Config, identity, limits, new NoLedgerSync(), _metrics, TimeProvider.System, NullLogger.Instance);
        Node.Worker.Open();
    }

    internal FeeMap Fees { get; }

    internal ILedger Ledger { get; }

    internal ValidatorNode Node { get; }

    internal Wallet Client { get; private set; } = null!;

    internal static Task<VectorValidator> StartAsync(BlockVersion version, FeeMap fees, ulong blocks, IReadOnlyDictionary<ulong, TxOutMembershipProof> proofs) =>
        StartAsync(version, fees, new VectorLedger(blocks, proofs), ValidatorLimits.Solo);

    internal static async Task<VectorValidator> StartAsync(BlockVersion version, FeeMap fees, ILedger ledger, ValidatorLimits limits)
    {
        var validator = new VectorValidator(version, fees, ledger, limits);
        var options = new GrpcServerOptions();
        options.Listeners.Add(new GrpcListener(new IPEndPoint(IPAddress.Loopback, 0)));
        options.Services.Add(ConsensusClientAPI.BindService(new ClientService(validator.Node, new ClientSessions(10, TimeProvider.System), NullLogger.Instance)));
        options.Services.Add(AttestedApi.BindService(new AttestedClientService(validator._test.Enclave, NullLogger.Instance)));
        validator._server = new GrpcServer(options);
        await validator._server.StartAsync();
        int port = ((IPEndPoint)validator._server.EndPoints[0]).Port;
        validator.Client = new Wallet(port, TestNode.ClientId, TestNode.Simulated(Samples.Constants).MrEnclave);
        return validator;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server!.DisposeAsync();
        await Node.DisposeAsync();
        _test.Dispose();
        _metrics.Dispose();
    }
}
