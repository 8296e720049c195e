namespace MobileCoin.Curve25519.Test.Field;

/// <summary>Every field backend, and pairs of vectors, against BigInteger.</summary>
public sealed class FieldTests
{
    public static TheoryData<string> All => FieldLaws.All;

    public static TheoryData<string> Unpaired => FieldLaws.Unpaired;

    [Theory, MemberData(nameof(All))]
    public void Multiply_AtAllAllowedSizes(string field) => FieldLaws.Of(field).Multiply();

    [Theory, MemberData(nameof(All))]
    public void SquareTimes_AtAllAllowedSizes(string field) => FieldLaws.Of(field).Square();

    [Theory, MemberData(nameof(Unpaired))]
    public void SquareTimesPair_IsSquareTimesTwice(string field) => FieldLaws.Of(field).SquarePair();

    [Theory, MemberData(nameof(All))]
    public void AddSubtractCarry_AtAllAllowedSizes(string field) => FieldLaws.Of(field).SumsAndCarry();

    [Theory, MemberData(nameof(All))]
    public void SelectSwapNegate_LaneByLane(string field) => FieldLaws.Of(field).Choices();

    [Theory, MemberData(nameof(All))]
    public void IsZeroIsNegative_OfAnyForm(string field) => FieldLaws.Of(field).Verdicts();

    [Theory, MemberData(nameof(All))]
    public void LoadStoreEncodings_OfAnyForm(string field) => FieldLaws.Of(field).Forms();

    [Theory, MemberData(nameof(All))]
    public void InvertAndSqrtRatio_AsRfc9496(string field) => FieldLaws.Of(field).Powers();

    [Theory, MemberData(nameof(Unpaired))]
    public void Scans_PickTheEntry(string field) => FieldLaws.Of(field).Tables();

    [Theory, MemberData(nameof(Unpaired))]
    public void Digit_IsTheWindowLessHalf(string field) => FieldLaws.Of(field).Digits();
}
