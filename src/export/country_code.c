#include "export/country_code.h"

/*
 * Alpha-3 and alpha-2 of ISO 3166-1; of dead states those that FollowTheMoney knows, by its
 * own names for them. It has none for some (VDR, YMD): better nothing than a neighbour's.
 */
static const char codes[] =
    "ABWaw AFGaf AGOao AIAai ALAax ALBal ANDad AREae ARGar ARMam ASMas ATAaq ATFtf "
    "ATGag AUSau AUTat AZEaz BDIbi BELbe BENbj BESbq BFAbf BGDbd BGRbg BHRbh BHSbs "
    "BIHba BLMbl BLRby BLZbz BMUbm BOLbo BRAbr BRBbb BRNbn BTNbt BVTbv BWAbw CAFcf "
    "CANca CCKcc CHEch CHLcl CHNcn CIVci CMRcm CODcd COGcg COKck COLco COMkm CPVcv "
    "CRIcr CSKcshh CUBcu CUWcw CXRcx CYMky CYPcy CZEcz DDRdd DEUde DJIdj DMAdm "
    "DNKdk DOMdo DZAdz ECUec EGYeg ERIer ESHeh ESPes ESTee ETHet FINfi FJIfj FLKfk "
    "FRAfr FROfo FSMfm GABga GBRgb GEOge GGYgg GHAgh GIBgi GINgn GLPgp GMBgm GNBgw "
    "GNQgq GRCgr GRDgd GRLgl GTMgt GUFgf GUMgu GUYgy HKGhk HMDhm HNDhn HRVhr HTIht "
    "HUNhu IDNid IMNim INDin IOTio IRLie IRNir IRQiq ISLis ISRil ITAit JAMjm JEYje "
    "JORjo JPNjp KAZkz KENke KGZkg KHMkh KIRki KNAkn KORkr KWTkw LAOla LBNlb LBRlr "
    "LBYly LCAlc LIEli LKAlk LSOls LTUlt LUXlu LVAlv MACmo MAFmf MARma MCOmc MDAmd "
    "MDGmg MDVmv MEXmx MHLmh MKDmk MLIml MLTmt MMRmm MNEme MNGmn MNPmp MOZmz MRTmr "
    "MSRms MTQmq MUSmu MWImw MYSmy MYTyt NAMna NCLnc NERne NFKnf NGAng NICni NIUnu "
    "NLDnl NORno NPLnp NRUnr NZLnz OMNom PAKpk PANpa PCNpn PERpe PHLph PLWpw PNGpg "
    "POLpl PRIpr PRKkp PRTpt PRYpy PSEps PYFpf QATqa REUre ROUro RUSru RWArw SAUsa "
    "SCGcsxx SDNsd SENsn SGPsg SGSgs SHNsh SJMsj SLBsb SLEsl SLVsv SMRsm SOMso "
    "SPMpm SRBrs SSDss STPst SUNsuhh SURsr SVKsk SVNsi SWEse SWZsz SXMsx SYCsc "
    "SYRsy TCAtc TCDtd TGOtg THAth TJKtj TKLtk TKMtm TLStl TONto TTOtt TUNtn TURtr "
    "TUVtv TWNtw TZAtz UGAug UKRua UMIum URYuy USAus UZBuz VATva VCTvc VENve VGBvg "
    "VIRvi VNMvn VUTvu WLFwf WSMws XKXxk YEMye YUGyucs ZAFza ZARzr ZMBzm ZWEzw ";

demarche_str dmr_country_code(demarche_str alpha3)
{
    demarche_str rest = DMR_STR(codes), row;
    while (alpha3.len == 3 && dmr_str_split(&rest, ' ', &row)) {
        if (row.len > 3 && dmr_str_starts(row, alpha3))
            return dmr_str(row.ptr + 3, row.len - 3);
    }
    return dmr_str(NULL, 0);
}
