namespace MobileCoin.Wire;

/// <summary>How a protobuf field's bytes are laid out. The two group types are refused.</summary>
public enum WireType
{
    /// <summary>Seven bits a byte, least first.</summary>
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length, then as many bytes.</summary>
    LengthDelimited = 2,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}
