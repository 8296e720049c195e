// A client of a validator: a channel, a session, and what to say in it.
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using MobileCoin.Attestation;
using MobileCoin.ConsensusEnclave.Test;
using MobileCoin.Crypto;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.ConsensusClient;
using MobileCoin.Wire.ConsensusCommon;

namespace MobileCoin.Consensus.Test;

internal sealed class Wallet : IDisposable
{
    private readonly string _responder;
    private readonly VerificationPolicy _policy;
    private readonly RandomFill _random = Samples.Random(99);
    private NoiseSession? _session;
    private byte[] _channelId = [];

    internal Wallet(int port, string responder, ReadOnlySpan<byte> measurement)
    {
        _responder = responder;
        _policy = new([new TrustedMrEnclaveIdentity(measurement, [], TrustedIdentity.MobileCoinHardening)], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };
        Channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        Api = new ConsensusClientAPI.ConsensusClientAPIClient(Channel);
        Chain = new BlockchainAPI.BlockchainAPIClient(Channel);
    }

    internal GrpcChannel Channel { get; }

    internal ConsensusClientAPI.ConsensusClientAPIClient Api { get; }

    internal BlockchainAPI.BlockchainAPIClient Chain { get; }

    internal async Task<DcapEvidence> AttestAsync(Metadata? headers = null)
    {
        using AttestedInitiator initiator = AttestedInitiator.Client(_responder, _random);
        AuthMessage answer = await new AttestedApi.AttestedApiClient(Channel).AuthAsync(new AuthMessage { Data = ByteString.CopyFrom(initiator.FirstMessage) }, headers);
        _session?.Dispose();
        _session = initiator.Finish(answer.Data.Span, _policy, out _);
        _channelId = _session.ChannelBinding.ToArray();
        return (DcapEvidence)initiator.RemoteEvidence!;
    }

    internal Message Encrypt(ReadOnlySpan<byte> plaintext)
    {
        byte[] data = new byte[plaintext.Length + NoiseSession.Overhead];
        _session!.Encrypt([], plaintext, data);
        return new Message { ChannelId = ByteString.CopyFrom(_channelId), Data = ByteString.CopyFrom(data) };
    }

    internal async Task<ProposeTxResponse> ProposeAsync(Tx tx)
    {
        if (_session is null) await AttestAsync();
        return await Api.ClientTxProposeAsync(Encrypt(tx.Encode()));
    }

    public void Dispose()
    {
        _session?.Dispose();
        Channel.Dispose();
    }
}
