using Google.Protobuf;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Wire.Attest;

namespace MobileCoin.FogShards.Test;

/// <summary>A wallet's end of a session with a router.</summary>
internal sealed class Wallet : IDisposable
{
    private readonly NoiseSession _session;
    private readonly ByteString _channel;

    private Wallet(NoiseSession session)
    {
        _session = session;
        _channel = ByteString.CopyFrom(session.ChannelBinding);
    }

    internal static Wallet Shake(Func<AuthMessage, AuthMessage> accept, string responderId, VerificationPolicy policy, RandomFill random)
    {
        using AttestedInitiator initiator = AttestedInitiator.Client(responderId, random);
        AuthMessage answer = accept(new AuthMessage { Data = ByteString.CopyFrom(initiator.FirstMessage) });
        return new Wallet(initiator.Finish(answer.Data.Span, policy, out _));
    }

    internal Message Write(ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext)
    {
        byte[] data = new byte[plaintext.Length + NoiseSession.Overhead];
        _session.Encrypt(aad, plaintext, data);
        return new Message { Aad = ByteString.CopyFrom(aad), ChannelId = _channel, Data = ByteString.CopyFrom(data) };
    }

    internal byte[] Read(Message answer)
    {
        byte[] plaintext = new byte[answer.Data.Length - NoiseSession.Overhead];
        Assert.True(_session.TryDecrypt(answer.Aad.Span, answer.Data.Span, plaintext, out NoiseError error), error.ToString());
        return plaintext;
    }

    public void Dispose() => _session.Dispose();
}
