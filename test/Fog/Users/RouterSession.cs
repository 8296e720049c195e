// A wallet's attested channel to a router, without a network between them.
using Google.Protobuf;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Wire.Attest;

namespace MobileCoin.Fog;

/// <summary>What a wallet needs of a router of either kind.</summary>
internal interface ISimRouter
{
    string ResponderId { get; }

    VerificationPolicy Policy { get; }

    AuthMessage Accept(AuthMessage request);

    Task<Message> QueryAsync(Message query);
}

/// <summary>One session: any failure ends it.</summary>
internal sealed class RouterSession : IDisposable
{
    private readonly ISimRouter _router;
    private readonly NoiseSession _session;
    private readonly ByteString _channelId;

    internal RouterSession(ISimRouter router, RandomFill random)
    {
        _router = router;
        using AttestedInitiator initiator = AttestedInitiator.Client(router.ResponderId, random);
        AuthMessage answer = router.Accept(new AuthMessage { Data = ByteString.CopyFrom(initiator.FirstMessage) });
        _session = initiator.Finish(answer.Data.Span, router.Policy, out _);
        _channelId = ByteString.CopyFrom(_session.ChannelBinding);
    }

    internal async Task<byte[]> CallAsync(byte[] aad, byte[] plaintext)
    {
        byte[] data = new byte[plaintext.Length + NoiseSession.Overhead];
        _session.Encrypt(aad, plaintext, data);
        Message answer = await _router.QueryAsync(new Message { Aad = ByteString.CopyFrom(aad), ChannelId = _channelId, Data = ByteString.CopyFrom(data) });
        byte[] result = new byte[Math.Max(0, answer.Data.Length - NoiseSession.Overhead)];
        // Unary answers bear nothing but data; the aad is the query's (fact sheet fog §5.3).
        if (!_session.TryDecrypt(answer.Aad.IsEmpty ? aad : answer.Aad.Span, answer.Data.Span, result, out NoiseError error))
        {
            throw new ModelException($"{_router.ResponderId} answers what does not decrypt: {error}");
        }
        return result;
    }

    public void Dispose() => _session.Dispose();
}
