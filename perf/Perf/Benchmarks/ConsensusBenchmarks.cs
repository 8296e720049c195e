// A validator's enclave: from a client's cipher text to a block.
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.ConsensusEnclave;
using MobileCoin.Crypto;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Perf;

internal static class ConsensusBenchmarks
{
    private const int BatchSize = 64;

    internal static void Register(Registry registry)
    {
        registry.Add("consensus/propose", ops: 1, () => new Validator(1).Propose, everyLevel: false);
        registry.Add("consensus/well-formed-one", ops: 1, () => new Validator(1).Check);
        registry.Add("consensus/well-formed-block", BatchSize, () => new Validator(BatchSize).Check);
        registry.Add("consensus/form-block-1", ops: 1, () => new Validator(1).Form);
        registry.Add("consensus/form-block-100", ops: 100, () => new Validator(100).Form, everyLevel: false);
        registry.Add("consensus/form-block-1000", ops: 1000, () => new Validator(1000).Form, everyLevel: false, beforeEachCall: () => { });
    }

    /// <summary>An enclave on a simulated machine with a client's session, and transactions on their way through it.</summary>
    private sealed class Validator
    {
        private static readonly ResponderId Name = new("node.bench:443");

        private readonly ValidatorEnclave _enclave;
        private readonly NoiseSession _session;
        private readonly ChannelId _channel;
        private readonly byte[] _encoded, _message;
        private readonly TxWithProofs[] _proposed;
        private readonly TxOutMembershipProof[] _proofs;
        private readonly FormBlockInputs _inputs;
        private readonly Block _parent;

        internal Validator(int count)
        {
            SamplePayments payments = new(count);
            _proofs = payments.RootProofs;
            EnclaveConstants constants = EnclaveConstants.Development;
            SimulatedEnclave measured = new(new byte[32], new byte[32]);
            VerificationPolicy policy = new([new TrustedMrEnclaveIdentity(measured.MrEnclave, [], [])], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };
            _enclave = Enclave(constants, new EnclavePlatform(payments.Random, (s, _) => s.ToArray(), (s, _) => s.ToArray(), policy));
            _enclave.Initialize(new EnclaveInit(
                Name, Name, default, new BlockchainConfig(FeeMap.Default, GovernorsMap.Empty, null, SamplePayments.Version)));
            using SimulatedPlatform platform = new(new byte[SimulatedPlatform.SeedSize], new DateTimeOffset(2026, 1, 1, 0, 0, 0, default), TimeSpan.FromDays(30));
            _enclave.VerifyAttestationEvidence(platform.Evidence(measured, _enclave.NewReport(), payments.Random));
            using AttestedInitiator client = AttestedInitiator.Client(Name.Text, payments.Random);
            AcceptedSession accepted = _enclave.ClientAccept(client.FirstMessage);
            _session = client.Finish(accepted.Response.Span, policy, out _);
            _channel = accepted.Session;

            byte[][] encoded = [.. Enumerable.Range(0, count).Select(i => payments.Build(i).Encode())];
            _encoded = encoded[0];
            _message = new byte[_encoded.Length + NoiseSession.Overhead];
            _proposed = [.. encoded.Select(e => new TxWithProofs(Proposal(e).LocallyEncryptedTx, _proofs))];
            IReadOnlyList<WellFormedOutcome> outcomes = _enclave.TxsAreWellFormed(_proposed, SamplePayments.CurrentBlock - 1);
            _inputs = new FormBlockInputs([.. outcomes.Select(o => new WellFormedTxWithProofs(o.Tx!.Tx, _proofs))], [], []);
            _parent = new Block(default, SamplePayments.Version.Value, default, SamplePayments.CurrentBlock - 1, 1UL << 22, default, default);
        }

        /// <summary>The client's encryption is part of the figure: a message is decrypted once.</summary>
        internal void Propose()
        {
            _session.Encrypt([], _encoded, _message);
            _enclave.ClientTxPropose(new EnclaveMessage(_channel, default, _message));
        }

        internal void Check()
        {
            foreach (WellFormedOutcome outcome in _enclave.TxsAreWellFormed(_proposed, SamplePayments.CurrentBlock - 1))
            {
                if (outcome.Error is { } error) throw new InvalidOperationException($"a good transaction was refused: {error}");
            }
        }

        internal void Form() => _enclave.FormBlock(_parent, _inputs, _proofs[0].ImpliedRoot());

        // It lives as long as the process.
        private static ValidatorEnclave Enclave(EnclaveConstants constants, EnclavePlatform platform) => new(constants, platform);

        private TxContext Proposal(byte[] encoded)
        {
            byte[] message = new byte[encoded.Length + NoiseSession.Overhead];
            _session.Encrypt([], encoded, message);
            return _enclave.ClientTxPropose(new EnclaveMessage(_channel, default, message));
        }
    }
}
