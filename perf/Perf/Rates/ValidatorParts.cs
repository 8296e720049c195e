// What a validator's parts cost for the payments of a load, one after the other on one thread.
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.ConsensusEnclave;
using MobileCoin.Crypto;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.Perf;

/// <summary>An enclave of its own and the load's ledger, once the validator has ended. Key images are spent by then; an enclave does not know.</summary>
internal sealed class ValidatorParts : IDisposable
{
    internal const int Count = 256;

    private const int Batch = 64;
    private const int Rounds = 3;

    private static readonly ResponderId Name = new("node.bench:443");

    private readonly Ledger _ledger;
    private readonly PreparedPayment[] _payments;
    private readonly ValidatorEnclave _enclave;
    private readonly NoiseSession _session;
    private readonly ChannelId _channel;

    internal ValidatorParts(string ledgerFolder, PreparedPayment[] payments)
    {
        _payments = payments;
        _ledger = Ledger.Open(ledgerFolder, new LedgerOptions { ReadOnly = true });
        EnclaveConstants constants = EnclaveConstants.Development;
        SimulatedEnclave measured = new(new byte[32], new byte[32]);
        VerificationPolicy policy = new([new TrustedMrEnclaveIdentity(measured.MrEnclave, [], [])], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };
        _enclave = new ValidatorEnclave(constants, new EnclavePlatform(RandomNumberGenerator.Fill, (s, _) => s.ToArray(), (s, _) => s.ToArray(), policy));
        _enclave.Initialize(new EnclaveInit(Name, Name, default, new BlockchainConfig(FeeMap.Default, GovernorsMap.Empty, null, BlockVersion.Max)));
        using SimulatedPlatform platform = new(new byte[SimulatedPlatform.SeedSize], new DateTimeOffset(2026, 1, 1, 0, 0, 0, default), TimeSpan.FromDays(30));
        _enclave.VerifyAttestationEvidence(platform.Evidence(measured, _enclave.NewReport(), RandomNumberGenerator.Fill));
        using AttestedInitiator client = AttestedInitiator.Client(Name.Text, RandomNumberGenerator.Fill);
        AcceptedSession accepted = _enclave.ClientAccept(client.FirstMessage);
        _session = client.Finish(accepted.Response.Span, policy, out _);
        _channel = accepted.Session;
    }

    /// <summary>Times of the parts a payment, the smallest of some rounds, by the thread's processor time.</summary>
    internal string Measure() => $"parts, ms of a core each: {Measure(Batch)}\nparts, ms of a core each: {Measure(1)}";

    private string Measure(int batch)
    {
        double[] best = [.. Enumerable.Repeat(double.MaxValue, 5)];
        for (int round = 0; round < Rounds; round++)
        {
            double[] times = Round(batch);
            for (int i = 0; i < best.Length; i++) best[i] = Math.Min(best[i], times[i]);
        }
        double sum = best.Sum();
        return $"checked and in blocks by {batch}: propose {best[0]:N2}, the ledger's proofs {best[1]:N2}, check {best[2]:N2}, form {best[3]:N2}, append {best[4]:N2}; "
            + $"sum {sum:N2}, which is {1000 / sum:N0} for each second of a core";
    }

    public void Dispose()
    {
        _session.Dispose();
        _enclave.Dispose();
        _ledger.Dispose();
    }

    private double[] Round(int batch)
    {
        double[] times = new double[5];
        byte[][] messages = [.. _payments.Select(Encrypt)];
        double clock = Processor.ThreadNanoseconds();
        TxContext[] proposed = [.. messages.Select(m => _enclave.ClientTxPropose(new EnclaveMessage(_channel, default, m)))];
        Lap(0);
        TxWithProofs[] txs = [.. proposed.Chunk(batch).SelectMany(WithProofs)];
        Lap(1);
        ulong blocks = _ledger.NumBlocks;
        WellFormedTx[] wellFormed = [.. txs.Chunk(batch).SelectMany(some => _enclave.TxsAreWellFormed(some, blocks - 1))
            .Select(o => o.Tx ?? throw new InvalidOperationException($"a good transaction was refused: {o.Error}"))];
        Lap(2);
        FormedBlock[] formed = [.. wellFormed.Select((t, i) => new WellFormedTxWithProofs(t.Tx, txs[i].Proofs)).Chunk(batch).Select(Form)];
        Lap(3);
        times[4] = Append(formed);
        return [.. times.Select(t => t / _payments.Length / 1e6)];

        void Lap(int part)
        {
            double now = Processor.ThreadNanoseconds();
            times[part] = now - clock;
            clock = now;
        }
    }

    private FormedBlock Form(WellFormedTxWithProofs[] txs) =>
        _enclave.FormBlock(_ledger.GetLatestBlock(), new FormBlockInputs(txs, [], []), _ledger.GetRootTxOutMembershipElement());

    // To a ledger of its own: in the load's own these payments are spent. The version is one that asks for no metadata.
    private static double Append(FormedBlock[] formed)
    {
        var ledger = new SampleLedger(LedgerDurability.Safe, 2);
        Block parent = ledger.Open.GetLatestBlock();
        List<BlockData> blocks = [];
        foreach (FormedBlock block in formed)
        {
            parent = Block.NewWithParent(BlockVersion.FromUInt32(2), parent, default, block.Contents);
            blocks.Add(Wire.WireMessage.Decode<BlockData>(Wire.WireMessage.Encode(new BlockData(parent, block.Contents))));
        }
        double start = Processor.ThreadNanoseconds();
        foreach (BlockData block in blocks) ledger.Open.AppendBlock(block);
        return Processor.ThreadNanoseconds() - start;
    }

    private byte[] Encrypt(PreparedPayment payment)
    {
        byte[] message = new byte[payment.Bytes.Length + NoiseSession.Overhead];
        _session.Encrypt([], payment.Bytes, message);
        return message;
    }

    private TxWithProofs[] WithProofs(TxContext[] batch)
    {
        ulong[] distinct = [.. batch.SelectMany(c => c.HighestIndices).Distinct()];
        IReadOnlyList<TxOutMembershipProof> made = _ledger.GetTxOutProofOfMemberships(distinct);
        Dictionary<ulong, TxOutMembershipProof> proofs = [];
        for (int i = 0; i < distinct.Length; i++) proofs[distinct[i]] = made[i];
        return [.. batch.Select(c => new TxWithProofs(c.LocallyEncryptedTx, [.. c.HighestIndices.Select(i => proofs[i])]))];
    }
}
