// Two sides of a handshake with the keys of the fact sheet's derived vectors (crypto §6.9).
using System.Text;

namespace MobileCoin.Crypto.Test;

internal sealed class NoisePair(NoisePattern pattern, string responderPrologue = NoisePair.Prologue)
{
    internal const string Prologue = "node1.example.com:443";

    internal NoiseHandshake Initiator { get; } = NoiseHandshake.Initiator(
        pattern, Encoding.UTF8.GetBytes(Prologue), pattern == NoisePattern.IX ? X25519Private.Parse(Repeat(0x44)) : null, Repeat(0x11).CopyTo);

    internal NoiseHandshake Responder { get; } = NoiseHandshake.Responder(
        pattern, Encoding.UTF8.GetBytes(responderPrologue), X25519Private.Parse(Repeat(0x33)), Repeat(0x22).CopyTo);

    internal static (NoiseSession Initiator, NoiseSession Responder) Sessions(NoisePattern pattern = NoisePattern.NX)
    {
        NoisePair pair = Completed(pattern);
        return (pair.Initiator.TakeSession(), pair.Responder.TakeSession());
    }

    internal static (ExplicitNonceSession Initiator, ExplicitNonceSession Responder) ExplicitNonceSessions()
    {
        NoisePair pair = Completed(NoisePattern.NX);
        return (pair.Initiator.TakeExplicitNonceSession(), pair.Responder.TakeExplicitNonceSession());
    }

    internal static NoisePair Completed(NoisePattern pattern)
    {
        var pair = new NoisePair(pattern);
        pair.Responder.ReadMessage(pair.Initiator.WriteMessage([]));
        pair.Initiator.ReadMessage(pair.Responder.WriteMessage("evidence-bytes"u8));
        return pair;
    }

    internal static byte[] Repeat(byte value) => [.. Enumerable.Repeat(value, 32)];
}
