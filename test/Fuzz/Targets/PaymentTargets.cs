// What wallets read: codes that people hand each other, amounts that they type, payments that were saved.
using System.Text;
using MobileCoin.Client;

namespace MobileCoin.Fuzz.Targets;

internal static class PaymentTargets
{
    internal static IEnumerable<Target> Targets()
    {
        yield return new ParserTarget("client.payment-draft", InputKind.Protobuf, Bounds.Wire)
        {
            Bytes = b => PaymentDraft.Load(b),
            Then = d =>
            {
                var draft = (PaymentDraft)d;
                byte[] saved = draft.Save();
                if (!PaymentDraft.Load(saved).Save().AsSpan().SequenceEqual(saved)) throw new BrokenException("a draft does not survive its being saved");
                _ = draft.KeyImages.Count + draft.Receipts.Count;
            },
            Candidates = [[8, 1, 18, 0], [8, 2]],
        };
        yield return new ParserTarget("client.payment-code", InputKind.Text, Bounds.Text)
        {
            Text = t => PaymentCode.Parse(t),
            Then = c =>
            {
                using var code = (PaymentCode)c;
                if (code.ToBase58() != PaymentCode.Parse(code.ToUri()).ToBase58()) throw new BrokenException("a code does not survive its link");
            },
            Candidates = Texts("mob:///b58/2", " MOB:///b58/abc/ ", "mob:/b58/", "bitcoin:x", "https://a"),
        };
        yield return new ParserTarget("client.amount", InputKind.Text, Bounds.Text)
        {
            Text = t => TokenInfo.Mob.Parse(t),
            Then = v =>
            {
                if (TokenInfo.Mob.Parse(TokenInfo.Mob.Format((ulong)v)) != (ulong)v) throw new BrokenException("an amount does not survive its text");
            },
            Candidates = Texts("1.5 MOB", ".000000000001", "18446744.073709551615", "1,5", "-1"),
        };
    }

    private static IEnumerable<byte[]> Texts(params string[] texts) => texts.Select(Encoding.UTF8.GetBytes);
}
